import { parseEvidenceInput } from './parse';

const now = Date.parse('2026-03-01T12:00:00Z');

const item = (over: Record<string, unknown> = {}) => ({
  entityRef: 'Component:default/Checkout',
  kind: 'backup-run',
  source: 'restic',
  observedAt: '2026-03-01T13:00:00+02:00',
  payload: { dataset: 'orders', outcome: 'success' },
  ...over,
});

const attestation = (validUntil: string) =>
  item({
    kind: 'attestation',
    source: 'manual',
    payload: { statement: 'x', validUntil },
  });

const parse = (value: unknown) => parseEvidenceInput(value, { now });

describe('parseEvidenceInput', () => {
  it('brings a record into its one spelling', () => {
    expect(parse(item({ extra: undefined }))).toMatchObject({ ok: false });
    expect(parse(item({ externalId: 'run-1' }))).toEqual({
      ok: true,
      input: {
        entityRef: 'component:default/checkout',
        kind: 'backup-run',
        source: 'restic',
        externalId: 'run-1',
        observedAt: '2026-03-01T11:00:00.000Z',
        payload: { dataset: 'orders', outcome: 'success' },
      },
    });
  });

  it('keeps what a payload says beyond its schema', () => {
    const parsed = parse(
      item({ payload: { dataset: 'a', outcome: 'success', note: { x: 1 } } }),
    );
    expect(parsed).toMatchObject({ input: { payload: { note: { x: 1 } } } });
  });

  it('takes the default namespace where none is named', () => {
    expect(parse(item({ entityRef: 'API:orders' }))).toMatchObject({
      input: { entityRef: 'api:default/orders' },
    });
  });

  it.each<[string, unknown, string, RegExp]>([
    ['no object', 'text', '', /object/],
    ['an array', [], '', /object/],
    ['no entity', item({ entityRef: undefined }), 'entityRef', /string/],
    ['a name only', item({ entityRef: 'checkout' }), 'entityRef', /reference/],
    [
      'a look-alike',
      item({ entityRef: 'component:сheckout' }),
      'entityRef',
      /reference/,
    ],
    [
      'a path',
      item({ entityRef: 'component:a/../b' }),
      'entityRef',
      /reference/,
    ],
    ['an unknown kind', item({ kind: 'rumour' }), 'kind', /known kind/],
    ['an inherited kind', item({ kind: 'toString' }), 'kind', /known kind/],
    ['a loud source', item({ source: 'Restic' }), 'source', /a-z/],
    ['a long source', item({ source: 'a'.repeat(64) }), 'source', /63/],
    ['a long id', item({ externalId: 'x'.repeat(254) }), 'externalId', /253/],
    ['an empty id', item({ externalId: '' }), 'externalId', /./],
    [
      'no zone',
      item({ observedAt: '2026-03-01T12:00:00' }),
      'observedAt',
      /zone/,
    ],
    [
      'the future',
      item({ observedAt: '2026-03-01T12:05:00.001Z' }),
      'observedAt',
      /future/,
    ],
    [
      'a receipt of its own',
      item({ receivedAt: '2026-03-01T12:00:00Z' }),
      'receivedAt',
      /known property/,
    ],
    [
      'a sender of its own',
      item({ submittedBy: 'user:default/a' }),
      'submittedBy',
      /known property/,
    ],
    [
      'a wrong type',
      item({ payload: { dataset: 'a', outcome: 1 } }),
      'payload.outcome',
      /./,
    ],
    [
      'a percentage',
      item({ kind: 'quality', payload: { coverage: 83 } }),
      'payload.coverage',
      /ratio/,
    ],
    [
      'a deep mistake',
      item({
        kind: 'restore-test',
        payload: {
          dataset: 'a',
          level: 'L1',
          checks: [{ name: 'a', kind: 'count', result: 'maybe' }],
        },
      }),
      'payload.checks[0].result',
      /./,
    ],
    [
      'a wrong alternative',
      item({
        payload: {
          dataset: 'a',
          outcome: 'success',
          location: { class: 'moon' },
        },
      }),
      'payload.location.class',
      /./,
    ],
    [
      'a script link',
      item({ links: [{ title: 'a', url: `${'javascript'}:alert(1)` }] }),
      'links[0].url',
      /http/,
    ],
    [
      'a file link',
      item({ links: [{ title: 'a', url: 'file:///etc/passwd' }] }),
      'links[0].url',
      /http/,
    ],
    [
      'a script document',
      item({
        kind: 'document',
        payload: { type: 'runbook', url: 'java\nscript:alert(1)' },
      }),
      'payload.url',
      /http/,
    ],
    [
      '2^53',
      item({
        payload: { dataset: 'a', outcome: 'success', sizeBytes: 2 ** 53 },
      }),
      'payload.sizeBytes',
      /2\^53/,
    ],
    [
      'NaN',
      item({ payload: { dataset: 'a', outcome: 'success', x: NaN } }),
      'payload.x',
      /number/,
    ],
    [
      'own __proto__',
      JSON.parse('{"__proto__":{"x":1}}'),
      '__proto__',
      /not allowed/,
    ],
    [
      'a NUL',
      item({ payload: { dataset: 'a\0', outcome: 'success' } }),
      'payload.dataset',
      /NUL/,
    ],
    [
      'a word for too long',
      attestation('2026-09-01T00:00:00Z'),
      'payload.validUntil',
      /180 days/,
    ],
    [
      'a window that ends before it begins',
      item({
        kind: 'maintenance-window',
        payload: {
          starts: '2026-03-01T12:00:00Z',
          ends: '2026-03-01T12:00:00+01:00',
        },
      }),
      'payload.ends',
      /after starts/,
    ],
    [
      'a window that is never opened',
      item({
        kind: 'maintenance-window',
        payload: {
          starts: '2026-01-31T12:00:00Z',
          ends: '2026-01-31T13:00:00Z',
          recurrence: { rule: 'FREQ=YEARLY;BYMONTH=2', timeZone: 'UTC' },
        },
      }),
      'payload.recurrence.rule',
      /never comes true/,
    ],
    [
      'a window whose rule and beginning are both none',
      item({
        kind: 'maintenance-window',
        payload: {
          starts: 'tomorrow',
          ends: '2026-01-31T13:00:00Z',
          recurrence: { rule: 'FREQ=NEVER', timeZone: 'Mars' },
        },
      }),
      'payload.starts',
      /instant/,
    ],
    [
      'a period of support without length',
      item({
        kind: 'support',
        payload: {
          from: '2026-02-01T00:00:00Z',
          to: '2026-02-01T00:00:00Z',
          tiers: {},
        },
      }),
      'payload.to',
      /after from/,
    ],
    [
      'a word that is over',
      attestation('2026-03-01T10:00:00Z'),
      'payload.validUntil',
      /after/,
    ],
  ])('refuses %s', (_, value, field, message) => {
    const parsed = parse(value);
    expect(parsed).toMatchObject({ ok: false, field });
    expect(parsed.ok ? '' : parsed.message).toMatch(message);
  });

  it.each([
    ['five minutes ahead', item({ observedAt: '2026-03-01T12:05:00Z' })],
    ['180 days', attestation('2026-08-28T11:00:00Z')],
    [
      'a path of a document',
      item({
        kind: 'document',
        payload: { type: 'runbook', url: 'docs/runbook.md' },
      }),
    ],
  ])('accepts %s', (_, value) => {
    expect(parse(value)).toMatchObject({ ok: true });
  });
});
