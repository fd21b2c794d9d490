import { FactUnit } from '../facts/Fact';
import { Rule } from './Scorecard';
import { ruleSentence } from './sentence';
import { factOf, ruleOf } from './__testUtils__/builders';

describe('ruleSentence', () => {
  it.each<[Partial<Rule>, FactUnit, string]>([
    [{ op: '>', value: 0.999 }, 'ratio', 'Title of a: more than 99.9 %.'],
    [{ op: '>', value: 0.9999 }, 'ratio', 'Title of a: more than 99.99 %.'],
    [{ op: '>=', value: 0.07 }, 'ratio', 'Title of a: at least 7 %.'],
    [
      { op: '<', value: 'PT15M' },
      'seconds',
      'Title of a: less than 15 minutes.',
    ],
    [
      { op: '>', value: 'PT720H' },
      'seconds',
      'Title of a: more than 720 hours.',
    ],
    [
      { op: '<=', value: 5400 },
      'seconds',
      'Title of a: at most 1 hour 30 minutes.',
    ],
    [{ op: '<=', value: 500 }, 'milliseconds', 'Title of a: at most 500 ms.'],
    [
      { op: '>=', value: 'L3', maxAge: 'P90D' },
      'level',
      'Title of a: at least L3, proven within the last 90 days.',
    ],
    [
      { op: '==', value: true, of: 'runbook' },
      'boolean',
      'Title of a (runbook): yes.',
    ],
    [
      { op: '==', value: 0, of: 'seed-07' },
      'count',
      'Title of a (Phase 7 times): exactly 0.',
    ],
    [
      { op: '==', value: 0, orElse: 'b' },
      'count',
      'Title of a, or where nothing reports that Title of a: exactly 0.',
    ],
    [{ op: '!=', value: true }, 'boolean', 'Title of a: not yes.'],
    [
      { op: '==', value: 0, window: 'P1D' },
      'count',
      'Title of a over the last 1 day: exactly 0.',
    ],
    [
      {
        over: 'dependsOn',
        among: {
          kind: 'resource',
          'spec.type': { $in: ['database', 'bucket'] },
        },
      },
      'count',
      'Title of a: at least 1, for each entity it depends on where kind is resource and type is database or bucket.',
    ],
    [
      { when: { $not: { 'metadata.annotations.x.io/data': 'none' } } },
      'count',
      'Title of a: at least 1; applies unless x.io/data is none.',
    ],
    [
      {
        when: {
          $any: [
            { kind: 'api' },
            { 'spec.type': { $exists: true } },
            { 'metadata.tags': { $contains: 'pci' } },
            { 'metadata.name': { $hasPrefix: 'a' } },
          ],
        },
      },
      'count',
      'Title of a: at least 1; applies where (kind is api or type is set or metadata.tags contains pci or metadata.name begins with a).',
    ],
  ])('%j', (rule, unit, sentence) => {
    const fact = factOf('a', unit, { value: null });
    expect(ruleSentence(ruleOf(rule), () => fact)).toBe(sentence);
  });

  it('names a fact that is not installed', () => {
    expect(ruleSentence(ruleOf({ fact: 'gone.fact' }), () => undefined)).toBe(
      'gone.fact: at least 1.',
    );
  });
});
