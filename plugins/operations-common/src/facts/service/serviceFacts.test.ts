import { EvidencePayload } from '../../evidence/kinds';
import { toMillis } from '../../time';
import { evidenceOf, subjectOf } from '../testing/builders';
import { goldenSignals } from './goldenSignals';
import { serviceFacts } from './serviceFacts';
import { sloStatuses } from './sloStatuses';

const now = toMillis('2026-03-31T00:00:00Z');
const observed = '2026-03-30T23:59:00Z';

const slo = (rest: Partial<EvidencePayload<'slo'>> = {}, at = observed) =>
  evidenceOf('slo', at, {
    name: 'requests',
    target: 0.999,
    window: 'P30D',
    method: 'occurrences',
    sli: 0.9995,
    state: 'ok',
    alertRules: [{ name: 'Burn', health: 'ok', severity: 'page' }],
    firing: [],
    ...rest,
  });

type Records = Parameters<typeof subjectOf>[0];

function ask(id: string, evidence: Records, window?: string) {
  const fact = serviceFacts.find(one => one.id === id);
  if (!fact) throw new Error(`no fact ${id}`);
  return fact.compute(subjectOf(evidence), { now, window });
}

describe('slo facts', () => {
  const noData = slo({ name: 'silent', sli: null, state: 'no-data' });
  const breached = slo({ name: 'broken', sli: 0.9, state: 'breached' });

  it.each(serviceFacts.map(({ id }) => id))('%s is unknown of nothing', id => {
    const result = ask(id, []);
    expect(result.value).toBeNull();
    expect(result.reason).toMatch(/report|recorded/);
  });

  it.each<[string, Records, unknown]>([
    ['slo.count', [slo(), noData], 2],
    ['slo.breached', [slo()], 0],
    ['slo.breached', [slo(), breached], 1],
    ['slo.breached', [slo(), noData], null],
    ['slo.breached', [breached, noData], 1],
    ['slo.withoutData', [slo(), breached], 0],
    ['slo.withoutData', [slo(), noData], 1],
    ['slo.worstBudget', [slo(), slo({ sli: 0.9999 })], 0.5],
    ['slo.worstBudget', [slo(), noData], null],
    ['slo.worstBudget', [noData], null],
    ['slo.worstBudget', [slo({ sli: 0.998 }), noData], -1],
    ['slo.alerting', [slo()], true],
    ['slo.alerting', [slo(), slo({ alertRules: [] })], false],
    ['slo.alerting', [slo({ alertRules: undefined })], null],
    [
      'slo.alerting',
      [slo({ alertRules: [{ name: 'Burn', health: 'err' }] })],
      false,
    ],
  ])('%s', (id, evidence, value) => {
    const result = ask(id, evidence);
    expect(typeof result.value).toBe(typeof value);
    expect(Number(result.value)).toBeCloseTo(Number(value), 9);
    expect(result.value !== null || Boolean(result.reason)).toBe(true);
  });

  it.each<[string, Partial<EvidencePayload<'slo'>>, boolean | null]>([
    ['burning, alert fires', { firing: ['Burn'] }, true],
    ['burning, silence', { firing: [] }, false],
    ['burning, firings not reported', { firing: undefined }, null],
  ])('slo.alerting: %s', (_, rest, value) => {
    const burning = { burnRates: { '1h': 20, '5m': 20 } };
    expect(ask('slo.alerting', [slo({ ...burning, ...rest })]).value).toBe(
      value,
    );
  });

  it.each<[string, string | null | undefined, boolean]>([
    ['in time', '2026-03-10T12:50:00Z', true],
    ['after the long look-back', '2026-03-10T13:00:01Z', false],
    ['never', null, false],
  ])('slo.alerting: a breach answered %s', (_, firedAt, value) => {
    const breaches = [{ startedAt: '2026-03-10T12:00:00Z', firedAt }];
    expect(ask('slo.alerting', [slo({ breaches })]).value).toBe(value);
  });

  it.each([
    ['an alert may still come', '2026-03-10T13:00:00Z', [], null],
    ['the long look-back is over', '2026-03-10T13:00:01Z', [], false],
    [
      'another breach had none',
      '2026-03-10T13:00:00Z',
      [{ startedAt: '2026-03-01T00:00:00Z', firedAt: null }],
      false,
    ],
  ])(
    'slo.alerting: a breach without an alert when %s',
    (_, observedAt, others, value) => {
      const breaches = [{ startedAt: '2026-03-10T12:00:00Z' }, ...others];
      const result = ask('slo.alerting', [slo({ breaches }, observedAt)]);
      expect(result.value).toBe(value);
      expect(result.reason).toMatch(/no alert has fired yet|no alert in time/);
    },
  );

  it('says nothing of a breach whose firing nobody reported', () => {
    expect(ask('slo.alerting', [breached]).value).toBeNull();
  });

  it('stops holding when the report is older than its window', () => {
    const result = ask('slo.breached', [slo({}, '2026-03-01T00:00:01Z')]);
    expect(result.value).toBe(0);
    expect(result.validUntil).toBe('2026-03-31T00:00:01.000Z');
    expect(
      ask('slo.breached', [slo({}, '2026-03-01T00:00:00Z')]).value,
    ).toBeNull();
  });
});

describe('sloStatuses', () => {
  const statusOf = (rest: Partial<EvidencePayload<'slo'>>) =>
    sloStatuses(subjectOf([slo(rest)]), now)[0];

  it.each<[string, Partial<EvidencePayload<'slo'>>, string]>([
    ['negative budget', { errorBudgetRemaining: -0.2 }, 'breached'],
    ['no indicator', { sli: null }, 'no-data'],
    ['indicator left out', { sli: undefined }, 'no-data'],
    ['no coverage', { coverage: 0 }, 'no-data'],
    ['paging burn', { burnRates: { '6h': 7, '30m': 7 } }, 'burning'],
    ['impossible indicator', { sli: 1.5 }, 'inconsistent'],
  ])('a claim of ok does not survive: %s', (_, rest, state) => {
    const status = statusOf(rest);
    expect(status.state).toBe(state);
    expect(status.reason).toMatch(/the source calls it ok/);
  });

  it('believes a source that reports trouble its figures do not show', () => {
    const status = statusOf({ state: 'breached' });
    expect(status.state).toBe('breached');
    expect(status.reason).toMatch(/the source calls it breached/);
  });

  it('tells how long the budget lasts', () => {
    expect(statusOf({ burnRates: { '1h': 2 } }).timeToExhaustion).toBe(
      'P7DT12H',
    );
    expect(statusOf({ burnRates: { '1h': 0 } }).timeToExhaustion).toBe('never');
    expect(statusOf({ sli: 0.99 }).timeToExhaustion).toBe('exhausted');
    expect(statusOf({}).timeToExhaustion).toBeUndefined();
  });

  it('qualifies a young objective instead of extrapolating it', () => {
    expect(statusOf({ coverage: 0.123 }).reason).toMatch(/^12 % /);
  });

  it('hides a definition that another source measures', () => {
    const definition = slo({
      sli: undefined,
      state: 'no-data',
      definitionOnly: true,
      name: 'Requests',
    });
    const names = (evidence: Records) =>
      sloStatuses(subjectOf(evidence), now).map(({ state }) => state);
    expect(names([definition])).toEqual(['no-data']);
    expect(names([definition, slo()])).toEqual(['ok']);
  });
});

describe('golden signals', () => {
  const signals = (at: string, payload: EvidencePayload<'golden-signals'>) =>
    evidenceOf('golden-signals', at, payload);
  const older = signals('2026-03-30T10:00:00Z', {
    errorRatio: 0.5,
    saturation: { cpu: 0.2, disk: 0.9 },
  });
  const newer = signals('2026-03-30T11:00:00Z', {
    latencyMs: { p95: 100 },
    errorRatio: 0.01,
  });

  it('counts those that have a figure and names the others', () => {
    const result = ask('signals.reported', [newer, older]);
    expect(result.value).toBe(3);
    expect(result.reason).toBe('not reported: traffic');
    expect(result.provenAt).toBe('2026-03-30T10:00:00.000Z');
  });

  it('takes the newest figure of any source', () => {
    expect(ask('signals.errorRatio', [newer, older]).value).toBe(0.01);
    expect(ask('signals.saturation', [newer, older]).value).toBe(0.9);
    expect(goldenSignals(subjectOf([newer, older]), now)).toMatchObject({
      latencyMs: { p50: null, p95: 100 },
      trafficRps: null,
      errorRatio: 0.01,
      saturation: { cpu: 0.2, memory: null },
      observedAt: '2026-03-30T10:00:00Z',
    });
  });

  it('forgets what is older than the window', () => {
    const old = signals('2026-03-01T00:00:00Z', { errorRatio: 0 });
    expect(ask('signals.errorRatio', [old]).value).toBeNull();
    expect(ask('signals.reported', [old]).reason).toMatch(/last reported/);
    expect(goldenSignals(subjectOf([old]), now)).toBeNull();
  });

  it('does not take missing saturation for none', () => {
    expect(ask('signals.saturation', [newer]).value).toBeNull();
  });

  it('knows when the window has passed', () => {
    expect(ask('signals.reported', [newer]).validUntil).toBe(
      '2026-04-06T11:00:00.001Z',
    );
  });
});
