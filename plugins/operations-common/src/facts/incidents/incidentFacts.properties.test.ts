import fc from 'fast-check';
import { durationMillis, toIso, toMillis } from '../../time';
import { subjectOf, evidenceOf } from '../testing/builders';
import { serviceAvailability } from '../service/availability';
import { incidentFacts } from './incidentFacts';
import { downtime } from './domain/downtime';
import { clip, subtract, totalLength, union } from './domain/interval';
import { readIncident } from './domain/readIncident';

const now = toMillis('2026-03-31T00:00:00Z');
const day = durationMillis('P1D');
const facts = [...incidentFacts, serviceAvailability];

const minute = fc.integer({ min: -120 * 1440, max: 10 });
const span = fc.tuple(minute, fc.integer({ min: -5, max: 3000 }), fc.boolean());
const incident = fc
  .record({
    span,
    again: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined }),
    ack: fc.option(fc.integer({ min: -5, max: 600 }), { nil: undefined }),
    severity: fc.constantFrom(
      'sev-1' as const,
      'sev-2' as const,
      'sev-4' as const,
      undefined,
    ),
    impact: fc.constantFrom(
      'outage' as const,
      'degraded' as const,
      'none' as const,
      undefined,
    ),
    cause: fc.constantFrom('a', 'b', undefined),
  })
  .map(({ span: [from, length, ended], again, ack, ...rest }) => {
    const start = now + from * 60_000;
    const end = ended ? start + length * 60_000 : undefined;
    const segments = [{ startedAt: toIso(start), endedAt: end && toIso(end) }];
    if (end !== undefined && again) {
      const second = end + again * 60_000;
      segments.push({
        startedAt: toIso(second),
        endedAt: toIso(second + 60_000),
      });
    }
    return evidenceOf('incident', toIso(start), {
      title: 'x',
      status: ended ? 'resolved' : 'triggered',
      segments: segments.map(({ startedAt, endedAt }) => ({
        startedAt,
        ...(endedAt ? { endedAt } : {}),
      })),
      ...(ack === undefined
        ? {}
        : { acknowledgedAt: toIso(start + ack * 60_000) }),
      ...rest,
    });
  });
const incidents = fc.array(incident, { maxLength: 6 });
const window = { from: now - 90 * day, to: now };

describe('downtime', () => {
  it('is never longer than the window', () => {
    fc.assert(
      fc.property(incidents, list => {
        const { length } = downtime(list.map(readIncident), window);
        expect(length).toBeGreaterThanOrEqual(0);
        expect(length).toBeLessThanOrEqual(90 * day);
      }),
    );
  });

  it('of overlapping incidents is no more than the sum, and at least the longest', () => {
    fc.assert(
      fc.property(incidents, list => {
        const one = list.map(
          item => downtime([readIncident(item)], window).length,
        );
        const { length } = downtime(list.map(readIncident), window);
        expect(length).toBeLessThanOrEqual(one.reduce((a, b) => a + b, 0));
        expect(length).toBeGreaterThanOrEqual(Math.max(0, ...one));
      }),
    );
  });
});

describe('every fact', () => {
  it('does not depend on the order of records', () => {
    fc.assert(
      fc.property(incidents, fc.constantFrom(...facts), (list, fact) => {
        const forward = fact.compute(subjectOf(list), { now });
        const back = fact.compute(subjectOf([...list].reverse()), { now });
        expect(back).toEqual(forward);
      }),
    );
  });

  it('gives the same value until validUntil', () => {
    fc.assert(
      fc.property(
        incidents,
        fc.constantFrom(...facts),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (list, fact, share) => {
          const subject = subjectOf(list);
          const first = fact.compute(subject, { now });
          const until = first.validUntil
            ? toMillis(first.validUntil)
            : now + 400 * day;
          // Within a minute a running clock may move on; that is what the minute is for.
          fc.pre(until > now + 60_000);
          const later = now + Math.floor((until - now) * share);
          const second = fact.compute(subject, { now: later });
          expect(second.value).toEqual(first.value);
          expect(second.n).toEqual(first.n);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('has a value or a reason, and a later validUntil', () => {
    fc.assert(
      fc.property(incidents, fc.constantFrom(...facts), (list, fact) => {
        const result = fact.compute(subjectOf(list), { now });
        expect(result.value !== null || Boolean(result.reason)).toBe(true);
        const until = result.validUntil
          ? toMillis(result.validUntil)
          : Infinity;
        expect(until).toBeGreaterThan(now);
      }),
    );
  });
});

describe('availability', () => {
  const value = (list: Parameters<typeof subjectOf>[0]) =>
    Number(serviceAvailability.compute(subjectOf(list), { now }).value);

  it('never rises by one more incident', () => {
    fc.assert(
      fc.property(
        fc.array(incident, { minLength: 1, maxLength: 6 }),
        incident,
        (list, more) => {
          expect(value([...list, more])).toBeLessThanOrEqual(value(list));
        },
      ),
    );
  });
});

describe('intervals', () => {
  const interval = fc
    .tuple(fc.nat(100), fc.nat(30))
    .map(([from, length]) => ({ from, to: from + length }));
  const list = fc.array(interval, { maxLength: 8 });

  it('union and subtraction agree with counting instants', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        const inside = (all: typeof a, at: number) =>
          all.some(({ from, to }) => from <= at && at < to);
        const instants = Array.from({ length: 140 }, (_, at) => at);
        const count = (test: (at: number) => boolean) =>
          instants.filter(test).length;
        expect(totalLength(a)).toBe(count(at => inside(a, at)));
        expect(totalLength(subtract(a, b))).toBe(
          count(at => inside(a, at) && !inside(b, at)),
        );
        expect(totalLength(clip(a, { from: 20, to: 60 }))).toBe(
          count(at => inside(a, at) && at >= 20 && at < 60),
        );
        expect(union(union(a))).toEqual(union(a));
      }),
    );
  });
});
