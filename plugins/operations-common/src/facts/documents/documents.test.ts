import { toIso } from '../../time';
import { evidenceOf, subjectOf } from '../testing/builders';
import { documentFacts } from './documentFacts';
import { documentSection } from './documentSection';

const NOW = Date.UTC(2026, 2, 12, 12);
const DAY = 86_400_000;
const [present, age] = documentFacts;

const document = (type: string, daysAgo: number, rest = {}) =>
  evidenceOf('document', toIso(NOW - daysAgo * DAY), {
    type,
    url: 'https://docs.example/x',
    ...rest,
  });
const reviewed = (days: number) => ({ reviewedAt: toIso(NOW - days * DAY) });
const ask = (fact: typeof present, records: ReturnType<typeof document>[]) =>
  fact.compute(subjectOf(records), { now: NOW, of: 'runbook' });

it.each([
  ['nothing', [], null, null, 'no document of type runbook'],
  [
    'another type',
    [document('dr-plan', 1)],
    null,
    null,
    'no document of type runbook',
  ],
  [
    'no link',
    [document('runbook', 1, { url: undefined })],
    null,
    null,
    'where it is',
  ],
  [
    'a broken link',
    [document('runbook', 1, { reachable: false })],
    false,
    null,
    'could not be opened',
  ],
  ['no review', [document('runbook', 1)], true, null, undefined],
  [
    'a review',
    [document('runbook', 1, reviewed(30))],
    true,
    30 * 86_400,
    undefined,
  ],
  [
    'a review to come',
    [document('runbook', 1, reviewed(-2))],
    true,
    null,
    undefined,
  ],
  [
    'a newer record with a broken link',
    [
      document('runbook', 1, { reachable: false }),
      document('runbook', 5, reviewed(9)),
    ],
    false,
    null,
    'could not be opened',
  ],
])('%s', (_, records, exists, seconds, reason) => {
  const found = ask(present, records);
  expect(found.value).toBe(exists);
  expect(ask(age, records).value).toBe(seconds);
  expect(found.reason ?? '').toContain(reason ?? '');
});

it('is proven by its review', () => {
  const record = document('runbook', 1, reviewed(30));
  const found = ask(present, [record]);
  expect(found.provenAt).toBe(toIso(NOW - 30 * DAY));
  expect(found.evidence).toMatchObject([{ id: record.id }]);
  expect(ask(age, [record]).grows).toBe(true);
  expect(ask(age, [document('runbook', 1, reviewed(-2))]).validUntil).toBe(
    toIso(NOW + 2 * DAY),
  );
});

it('takes a typed link of the catalog where nothing was reported', () => {
  const links = [{ url: 'https://wiki.example/runbook', type: 'runbook' }];
  const subject = subjectOf([], { entity: { links } });
  const found = present.compute(subject, { now: NOW, of: 'runbook' });
  expect(found).toMatchObject({ value: true, details: { url: links[0].url } });
  expect(found.provenAt).toBeUndefined();
  expect(age.compute(subject, { now: NOW, of: 'runbook' }).value).toBeNull();
});

it('lists what the catalog links under the name of a document', () => {
  const links = [
    { url: 'https://grafana.example/d/1', type: 'dashboard' },
    { url: 'https://example.org', type: 'website' },
    { url: 'https://example.org' },
  ];
  const { documents } = documentSection(
    subjectOf([], { entity: { links } }),
    NOW,
  );
  expect(documents).toMatchObject([
    { type: 'dashboard', url: links[0].url, verdict: 'pass' },
  ]);
});

it('does not guess the type', () => {
  for (const fact of documentFacts) {
    const found = fact.compute(subjectOf([]), { now: NOW });
    expect(found).toMatchObject({ value: null });
    expect(found.reason).toContain('which type');
  }
});

it('lists what is asked for and what was reported', () => {
  const subject = subjectOf([
    document('runbook', 1, { ...reviewed(100), owner: 'group:default/sre' }),
    document('on-call-list', 1),
    document('constructor', 1),
    document('roadmap', 1),
  ]);
  const { documents } = documentSection(subject, NOW, [
    { type: 'runbook', maxAge: 'P180D' },
    { type: 'runbook', maxAge: 'P90D' },
    { type: 'roadmap', maxAge: 'P90D' },
    { type: 'dr-plan' },
  ]);
  expect(documents.map(d => [d.type, d.title, d.verdict])).toEqual([
    ['runbook', 'Runbook', 'stale'],
    ['roadmap', 'Roadmap', 'stale'],
    ['dr-plan', 'Disaster recovery plan', 'unknown'],
    ['on-call-list', 'On call list', 'pass'],
    ['constructor', 'Constructor', 'pass'],
  ]);
  expect(documents[0]).toMatchObject({
    owner: 'group:default/sre',
    reason: expect.stringContaining('asked is every P90D'),
  });
});

describe('what opening a link showed', () => {
  const url = 'https://wiki.example/runbook';
  const links = [{ url, type: 'runbook' }];
  const check = (daysAgo: number, rest: object) =>
    evidenceOf(
      'document',
      toIso(NOW - daysAgo * DAY),
      { type: 'runbook', url, ...rest },
      { source: 'documents', externalId: `link/${JSON.stringify(rest)}` },
    );
  const asked = (records: ReturnType<typeof document>[], linked = links) => {
    const subject = subjectOf(records, { entity: { links: linked } });
    return present.compute(subject, { now: NOW, of: 'runbook' });
  };

  it.each([
    [false, [check(1, { reachable: false })]],
    [true, [check(1, { reachable: true })]],
    [true, [check(1, { reachable: null })]],
    [true, [check(2, { reachable: false }), check(1, { reachable: true })]],
    [true, [check(1, { reachable: false, url: 'https://old.example/' })]],
  ])('makes it %s', (value, records) => {
    expect(asked(records).value).toBe(value);
  });

  it('names no document by itself', () => {
    expect(asked([check(1, { reachable: true })], []).value).toBeNull();
    const { documents } = documentSection(
      subjectOf([check(1, { reachable: true })]),
      NOW,
    );
    expect(documents).toEqual([]);
  });

  it('leaves the review of whoever reported it', () => {
    const records = [
      document('runbook', 9, { url, ...reviewed(30) }),
      check(1, { reachable: false }),
    ];
    expect(ask(age, records).value).toBe(30 * 86_400);
    const found = ask(present, records);
    expect(found).toMatchObject({ value: false, provenAt: toIso(NOW - DAY) });
    expect(found.evidence).toHaveLength(2);
  });

  it('comes after what was found in TechDocs, which comes after people', () => {
    const page = evidenceOf(
      'document',
      toIso(NOW),
      { type: 'runbook', url: '/docs/a', reachable: true },
      { source: 'documents', externalId: 'techdocs/runbook' },
    );
    expect(asked([page]).details).toEqual({ url: '/docs/a' });
    const said = document('runbook', 9, { url });
    expect(asked([page, said]).details).toEqual({ url });
  });
});
