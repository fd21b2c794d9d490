import { factOf } from './__testUtils__/builders';
import { parseScorecards } from './parseScorecards';
import { ScorecardError, ScorecardFileProblem } from './ScorecardError';

const facts = [
  factOf(
    'backup.successRate',
    'ratio',
    { value: 1 },
    { defaultWindow: 'P30D' },
  ),
  factOf('drDrill.age', 'seconds', { value: 1 }),
  factOf('restore.proofLevel', 'level', { value: 'L1' }),
  factOf('backup.fresh', 'boolean', { value: true }),
  factOf('slo.count', 'count', { value: 1 }),
  factOf(
    'document.present',
    'boolean',
    { value: true },
    { of: { name: 'type', required: true } },
  ),
  factOf(
    'patch.compliance',
    'ratio',
    { value: 1 },
    { of: { name: 'preset', required: false, values: ['seed-08'] } },
  ),
];

const options = {
  file: 'card.yaml',
  findFact: (id: string) => facts.find(fact => fact.id === id),
};

const indent = (text: string, by: number) =>
  text.replace(/^(?=.)/gm, ' '.repeat(by));

/** A file with the given criteria, the first of which begins in line 7. */
const fileOf = (criteria: string, more = '') => `\
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: card, title: Card }
spec:
  owner: sre-lead
  criteria:
${indent(criteria, 4)}
${indent(more, 2)}`;

const withRule = (rule: string) =>
  fileOf(`- id: one\n  title: One\n  rules:\n    - ${rule}`);

const withSlots = (slots: string) =>
  fileOf(
    `- id: one\n  title: One\n  rules: [{ fact: slo.count, op: '>=', value: 1 }]\n  signoffs:\n${indent(
      slots,
      4,
    )}`,
  );

function problemsOf(text: string): readonly ScorecardFileProblem[] {
  try {
    parseScorecards(text, options);
  } catch (error) {
    if (error instanceof ScorecardError) return error.problems;
    throw error;
  }
  throw new Error('was accepted');
}

const good = withRule("{ fact: slo.count, op: '>=', value: 1 }");

describe('parseScorecards', () => {
  it('fills the defaults in', () => {
    const [{ scorecard }] = parseScorecards(good, options);
    expect(scorecard.spec.criteria[0].required).toBe(true);
    expect(scorecard.spec.exit).toEqual({
      ttl: 'P90D',
      signoffs: [],
      separation: {
        notRequester: true,
        notEvidenceSubmitter: true,
        notPolicyEditor: true,
        onePersonOneSlot: true,
      },
    });
  });

  it('has a digest of the rules, not of the layout', () => {
    const digest = (text: string) => parseScorecards(text, options)[0].digest;
    const flow = withRule("{ value: 1, op: '>=', fact: slo.count } # same");
    expect(digest(flow)).toBe(digest(good));
    const other = withRule("{ fact: slo.count, op: '>=', value: 2 }");
    expect(digest(other)).not.toBe(digest(good));
  });

  it('reads several documents and refuses one name twice', () => {
    const second = good.replace('name: card', 'name: other');
    const both = parseScorecards(`${good}\n---\n${second}\n---\n`, options);
    expect(both.map(one => one.scorecard.metadata.name)).toEqual([
      'card',
      'other',
    ]);
    expect(problemsOf(`${good}\n---\n${good}`)[0].message).toContain('twice');
  });

  it.each([
    "{ fact: drDrill.age, op: '<=', value: P92D }",
    "{ fact: drDrill.age, op: '<=', value: 3600 }",
    "{ fact: restore.proofLevel, op: '>=', value: L3, maxAge: P90D }",
    '{ fact: backup.fresh, op: ==, value: true }',
    "{ fact: backup.successRate, window: P7D, op: '>=', value: 1 }",
    '{ fact: document.present, of: runbook, op: ==, value: true }',
    "{ fact: patch.compliance, op: '>', value: 0.95 }",
    "{ fact: patch.compliance, of: seed-08, op: '>', value: 0.95 }",
    "{ fact: slo.count, orElse: slo.count, op: '>=', value: 1 }",
    "{ fact: slo.count, op: '>=', value: 1, over: dependsOn, among: { kind: resource } }",
    "{ fact: slo.count, op: '>=', value: 1, when: { $not: { 'spec.type': library } } }",
  ])('accepts the rule %s', rule => {
    expect(parseScorecards(withRule(rule), options)).toHaveLength(1);
  });

  it.each<[string, string, RegExp]>([
    ["{ fact: slo.number, op: '>=', value: 1 }", 'fact', /no fact slo.number/],
    [
      '{ fact: document.present, op: ==, value: true }',
      'of',
      /needs a selector: type/,
    ],
    [
      "{ fact: slo.count, of: x, op: '>=', value: 1 }",
      'of',
      /takes no selector/,
    ],
    [
      "{ fact: patch.compliance, of: seed-8, op: '>', value: 0.95 }",
      'of',
      /seed-08/,
    ],
    [
      "{ fact: slo.count, window: P7D, op: '>=', value: 1 }",
      'window',
      /no window/,
    ],
    [
      "{ fact: backup.successRate, window: 30 days, op: '>=', value: 1 }",
      'window',
      /ISO 8601/,
    ],
    [
      "{ fact: backup.successRate, op: '>=', value: 95 }",
      'value',
      /not a percentage/,
    ],
    [
      "{ fact: backup.successRate, op: '>=', value: 95% }",
      'value',
      /not a percentage/,
    ],
    ["{ fact: drDrill.age, op: '<=', value: 92 days }", 'value', /duration/],
    ["{ fact: drDrill.age, op: '<=', value: true }", 'value', /duration/],
    ["{ fact: restore.proofLevel, op: '>=', value: 3 }", 'value', /L0 to L5/],
    ["{ fact: restore.proofLevel, op: '>=', value: L6 }", 'value', /L0 to L5/],
    ["{ fact: backup.fresh, op: '>=', value: true }", 'op', /only == and !=/],
    ['{ fact: backup.fresh, op: ==, value: 1 }', 'value', /true or false/],
    ["{ fact: slo.count, op: '>=', value: 1.5 }", 'value', /whole number/],
    ["{ fact: slo.count, op: '=>', value: 1 }", 'op', /./],
    [
      "{ fact: slo.count, op: '>=', value: 1, code: 'x' }",
      'code',
      /known property/,
    ],
    [
      "{ fact: slo.count, op: '>=', value: 1, when: { $or: [] } }",
      'when["$or"]',
      /./,
    ],
    [
      "{ fact: slo.count, op: '>=', value: 1, when: { kind: { $like: 1 } } }",
      'when.kind["$like"]',
      /no operator/,
    ],
    [
      "{ fact: slo.count, op: '>=', value: 1, when: { $nor: [{ kind: api }] } }",
      'when["$nor"]',
      /key/,
    ],
    ["{ fact: slo.count, op: '>=', value: .nan }", 'value', /not a number/],
    ['{ fact: slo.count, of: "a\\0b", op: "<", value: 1 }', 'of', /NUL/],
    [
      "{ fact: slo.count, op: '>=', value: 1, __proto__: {} }",
      '__proto__',
      /not allowed/,
    ],
    [
      "{ fact: slo.count, orElse: drDrill.age, op: '>=', value: 1 }",
      'orElse',
      /in seconds/,
    ],
    [
      "{ fact: slo.count, orElse: gone, op: '>=', value: 1 }",
      'orElse',
      /no fact gone/,
    ],
    [
      "{ fact: slo.count, op: '>=', value: 1, among: { kind: api } }",
      'among',
      /over/,
    ],
  ])('refuses the rule %s at %s', (rule, field, message) => {
    const [problem] = problemsOf(withRule(rule));
    expect(problem.field).toBe(`spec.criteria[0].rules[0].${field}`);
    expect(problem.message).toMatch(message);
    expect(problem.line).toBe(10);
  });

  it('names line and column of the field', () => {
    const problems = problemsOf(
      fileOf(
        "- id: one\n  title: One\n  rules:\n    - fact: slo.count\n      op: '>='\n      value: x",
      ),
    );
    expect(problems).toEqual([
      {
        file: 'card.yaml',
        line: 12,
        column: 11,
        field: 'spec.criteria[0].rules[0].value',
        message: 'must be a whole number',
      },
    ]);
  });

  it('names every problem at once', () => {
    const text = fileOf(
      "- id: one\n  title: One\n  rules: [{ fact: x, op: '>=', value: 1 }]\n- id: one\n  title: Two",
    );
    expect(problemsOf(text).map(one => one.field)).toEqual([
      'spec.criteria[1].id',
      'spec.criteria[0].rules[0].fact',
      'spec.criteria[1].rules',
    ]);
  });

  it.each<[string, string, string, RegExp]>([
    [
      'a slot twice',
      '- { id: a, verb: owns, role: ciso }\n- { id: a, verb: owns, role: legal }',
      'signoffs[1].id',
      /twice/,
    ],
    [
      'an unknown role',
      '- { id: a, verb: owns, role: boss }',
      'signoffs[0].role',
      /no role boss/,
    ],
    [
      'an unknown slot',
      '- { id: a, verb: owns, role: ciso, after: [b] }',
      'signoffs[0].after[0]',
      /no sign-off b/,
    ],
    [
      'a circle',
      '- { id: a, verb: owns, role: ciso, after: [b] }\n- { id: b, verb: owns, role: legal, after: [a] }',
      'signoffs',
      /circle/,
    ],
    [
      'itself',
      '- { id: a, verb: owns, role: ciso, after: [a] }',
      'signoffs',
      /circle/,
    ],
    [
      'two that come last',
      "- { id: a, verb: owns, role: ciso, after: ['*'] }\n- { id: b, verb: owns, role: legal, after: ['*'] }",
      'signoffs',
      /circle/,
    ],
    [
      'an unknown verb',
      '- { id: a, verb: likes, role: ciso }',
      'signoffs[0].verb',
      /./,
    ],
  ])('refuses sign-offs with %s', (_, slots, field, message) => {
    const [problem] = problemsOf(withSlots(slots));
    expect(problem.field).toBe(`spec.criteria[0].${field}`);
    expect(problem.message).toMatch(message);
  });

  it.each<[string, string, RegExp]>([
    ['no text', '', /no scorecard/],
    ['only a comment', '# nothing', /no scorecard/],
    ['a list', '- a', /object/],
    [
      'no criteria',
      good.replace(/criteria:[^]*/, 'criteria: []'),
      />=1|at least/i,
    ],
    [
      'a criterion without anything',
      fileOf('- { id: one, title: One }'),
      /rule or a sign-off/,
    ],
    [
      'a criterion named exit',
      fileOf(
        "- { id: exit, title: E, rules: [{ fact: slo.count, op: '>=', value: 1 }] }",
      ),
      /phase exit/,
    ],
    ['an unknown owner', good.replace('sre-lead', 'boss'), /no role boss/],
    [
      'a target that nothing has',
      `${good}  targets: { uptime: { tier-1: 1 } }`,
      /no rule has the target/,
    ],
    [
      'a target of another unit',
      `${good}  targets: { slo.count: { tier-1: 0.5 } }`,
      /whole number/,
    ],
    [
      'a step that is not listed',
      fileOf(
        "- { id: one, title: One, step: b, rules: [{ fact: slo.count, op: '>=', value: 1 }] }",
        'steps: [{ id: a, title: A }]',
      ),
      /no step b/,
    ],
    ['a key twice', `${good}  owner: ciso`, /twice/],
    ['broken YAML', 'a: [', /./],
    ['a tag that makes objects', `${good}  phase: !!js/function x`, /tag/i],
    ['__proto__', `${good}  __proto__: { a: 1 }`, /not allowed/],
    [
      'a script link',
      fileOf(
        "- { id: one, title: One, rules: [{ fact: slo.count, op: '>=', value: 1 }], remediation: { text: a, link: 'javascript:x' } }",
      ),
      /http/,
    ],
  ])('refuses %s', (_, text, message) => {
    const problems = problemsOf(text);
    expect(problems.map(one => one.message).join('\n')).toMatch(message);
  });

  it.each<[string, string]>([
    ['brackets', `a: ${'['.repeat(50_000)}`],
    ['dashes', '- '.repeat(50_000)],
    [
      'aliases',
      Array.from(
        { length: 9 },
        (_, i) => `k${i}: &a${i} [${`*a${i - 1},`.repeat(i ? 9 : 0)}]`,
      ).join('\n'),
    ],
    ['a cycle', 'a: &a [*a]'],
    [
      'many keys',
      Array.from({ length: 10_000 }, (_, i) => `k${i}: 1`).join('\n'),
    ],
    ['length', 'a'.repeat(300_000)],
  ])('answers a bomb of %s', (_, text) => {
    expect(problemsOf(text).length).toBeLessThanOrEqual(200);
  });
});
