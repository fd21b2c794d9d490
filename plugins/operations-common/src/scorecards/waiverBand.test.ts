import { FactUnit, FactValue } from '../facts/Fact';
import { evaluateScorecard } from './evaluateScorecard';
import { Rule } from './Scorecard';
import {
  criterionOf,
  factOf,
  inputOf,
  ruleOf,
  scorecardOf,
  waiverOf,
} from './__testUtils__/builders';
import { isWorseBand, waiverBand } from './waiverBand';

function resultOf(
  value: FactValue | null,
  rule: Partial<Rule>,
  unit: FactUnit,
  approvedBand?: string,
) {
  const card = scorecardOf([criterionOf({ rules: [ruleOf(rule)] })]);
  const fact = factOf('a', unit, { value, reason: 'r' });
  const waivers = approvedBand ? [waiverOf({ approvedBand })] : [];
  return evaluateScorecard(inputOf(card, [fact], { waivers })).criteria[0];
}

const none: Partial<Rule> = { op: '<=', value: 0 };
const limit: Partial<Rule> = { op: '<=', value: 100 };
const share: Partial<Rule> = { op: '>', value: 0.95 };
const level: Partial<Rule> = { op: '>=', value: 'L3' };

describe('waiverBand', () => {
  it.each<
    [
      string,
      FactValue | null,
      FactValue | null,
      Partial<Rule>,
      FactUnit,
      boolean,
    ]
  >([
    ['a lower proof', 'L2', 'L1', level, 'level', true],
    ['a higher proof', 'L1', 'L2', level, 'level', false],
    ['the same', 3, 3, none, 'count', false],
    ['one more of one', 1, 3, none, 'count', true],
    ['one more of many', 8, 9, none, 'count', false],
    ['twice as many', 8, 16, none, 'count', true],
    ['less', 16, 1, none, 'count', false],
    ['a little over a limit', 110, 130, limit, 'count', false],
    ['far over a limit', 110, 250, limit, 'count', true],
    ['a share down a little', 0.94, 0.92, share, 'ratio', false],
    ['a share down a lot', 0.94, 0.7, share, 'ratio', true],
    ['no data after a failure', 1, null, none, 'count', false],
    ['a failure after no data', null, 1, none, 'count', true],
    ['a pass after a failure', 1, 0, none, 'count', false],
  ])('of %s', (_, before, after, rule, unit, worse) => {
    const approved = waiverBand(resultOf(before, rule, unit).rules);
    const now = waiverBand(resultOf(after, rule, unit).rules);
    expect(isWorseBand(now, approved)).toBe(worse);
  });

  it('sends the waiver back when things got worse', () => {
    const approved = waiverBand(resultOf('L2', level, 'level').rules);
    expect(resultOf('L2', level, 'level', approved).verdict).toBe('waived');
    expect(resultOf('L1', level, 'level', approved)).toMatchObject({
      verdict: 'fail',
      waiver: { state: 'pending' },
      reason: expect.stringContaining('worse'),
    });
  });
});
