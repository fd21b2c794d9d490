import { Evidence } from '../evidence/Evidence';
import { EvidenceKind } from '../evidence/kinds';
import { evidenceOf, subjectOf } from '../facts/testing/builders';
import { Rule } from '../scorecards/Scorecard';
import { toIso, toMillis } from '../time';
import { buildOverview, OverviewOptions } from './buildOverview';
import { ExampleKind, examplePayloads } from './examplePayloads';
import { rollUp } from './rollUp';
import {
  criterionResult,
  ruleResult,
  scorecardResult,
} from './testing/scorecardResult';

const NOW = Date.UTC(2026, 2, 12, 12);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const kinds = Object.keys(examplePayloads) as ExampleKind[];
const example = (kind: ExampleKind, at = NOW - DAY): Evidence =>
  evidenceOf<EvidenceKind>(kind, toIso(at), examplePayloads[kind](at));
const overviewOf = (
  evidence: readonly Evidence[],
  rest: Partial<OverviewOptions> = {},
) =>
  buildOverview(subjectOf(evidence), {
    now: NOW,
    scorecards: [],
    collectors: [],
    ...rest,
  });

it('says of every section without data what would fill it', () => {
  const { missing, ...overview } = overviewOf([]);
  expect(overview).toMatchObject({
    entityRef: 'component:default/checkout',
    asOf: toIso(NOW),
    slos: [],
    goldenSignals: null,
    datasets: [],
    drills: [],
    patch: null,
    incidents: null,
    maintenance: null,
    audits: null,
    support: null,
    improvement: null,
    documents: { documents: [] },
  });
  expect(missing.map(({ section }) => section)).toEqual([
    'slos',
    'goldenSignals',
    'datasets',
    'drills',
    'patch',
    'incidents',
    'maintenance',
    'audits',
    'support',
    'improvement',
    'documents',
  ]);
  expect(overview.metrics).toHaveLength(10);
});

it.each(kinds)(
  'fills the section that the example of %s is given for',
  kind => {
    const before = overviewOf([]).missing;
    const after = overviewOf([example(kind)]).missing;
    const filled = before.filter(
      panel => !after.some(({ section }) => section === panel.section),
    );
    const [promised] = before.filter(({ remedies }) =>
      remedies.some(({ example: text }) => text.includes(`"kind": "${kind}"`)),
    );
    expect(filled.map(({ section }) => section)).toContain(promised.section);
  },
);

it('holds everything of an entity, and no more than fits a page', () => {
  const overview = overviewOf(kinds.map(kind => example(kind)));
  expect(overview.missing).toEqual([]);
  expect(JSON.stringify(overview).length).toBeLessThan(100_000);
});

it('shows the documents and targets that the scorecards ask for', () => {
  const rules: Rule[] = [
    { fact: 'document.present', of: 'dr-plan', op: '==', value: true },
    { fact: 'quality.coverage', op: '>=', value: 0.95 },
  ];
  const criteria = [criterionResult(rules.map(rule => ruleResult(rule)))];
  const found = overviewOf([], { scorecards: [scorecardResult({ criteria })] });
  expect(found.documents.documents).toMatchObject([
    { type: 'dr-plan', verdict: 'unknown' },
  ]);
  expect(found.metrics.find(({ id }) => id === 'coverage')?.target).toBe(0.95);
  expect(found.scorecards).toMatchObject([
    { scorecard: 'phase-08-operations' },
  ]);
});

describe('lasts', () => {
  const minutes = (overview: ReturnType<typeof overviewOf>) =>
    (toMillis(overview.validUntil) - NOW) / MINUTE;
  const scorecards = (at: number) => [
    scorecardResult({ validUntil: toIso(at) }),
  ];

  it('an hour at most', () => {
    expect(minutes(overviewOf([]))).toBe(60);
  });

  it('until a fact changes', () => {
    const drill = example(
      'backup-run',
      NOW - DAY - 4 * 60 * MINUTE - 30 * MINUTE,
    );
    // Daily, six hours of grace, the recovery point an hour before the end: it is too old in half an hour.
    expect(minutes(overviewOf([drill]))).toBe(30);
  });

  it('until a document is too old for what is asked', () => {
    const asked = ruleResult({
      fact: 'document.present',
      of: 'runbook',
      maxAge: 'P30D',
      op: '==',
      value: true,
    });
    const runbook = example('document', NOW - 30 * DAY + 9 * MINUTE);
    const results = [scorecardResult({ criteria: [criterionResult([asked])] })];
    expect(minutes(overviewOf([runbook], { scorecards: results }))).toBeCloseTo(
      9,
      3,
    );
  });

  it('until a result of its own or of a member changes', () => {
    expect(
      minutes(overviewOf([], { scorecards: scorecards(NOW + 7 * MINUTE) })),
    ).toBe(7);
    const members = rollUp({
      relation: 'parts',
      parts: [
        { subject: subjectOf([]), scorecards: scorecards(NOW + 5 * MINUTE) },
      ],
      hidden: 0,
      now: NOW,
    });
    const overview = overviewOf([], { rollUp: members });
    expect(overview.rollUp).toBe(members);
    expect(minutes(overview)).toBe(5);
  });

  it('not at all when a result has lapsed', () => {
    expect(
      minutes(overviewOf([], { scorecards: scorecards(NOW - MINUTE) })),
    ).toBe(0);
  });
});
