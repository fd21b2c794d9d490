import fc from 'fast-check';
import { EvidencePayload } from '../../../evidence/kinds';
import { toIso } from '../../../time';
import { evidenceOf } from '../../testing/builders';
import {
  recordedOf,
  incidentOf,
  Records,
  at,
  askIncidents,
} from '../testing/incidents';
import { alertFirings, noiseByRule } from './alertNoise';
import { incidentPopulation } from './population';

const MINUTE = 60_000;
const start = Date.parse('2026-03-10T00:00:00Z');
const window = { from: start, to: Date.parse('2026-03-31T00:00:00Z') };

/** A firing of an alert: minutes from the start of the window. */
function alert(
  series: string,
  from: number,
  to: number | undefined,
  rest: Partial<EvidencePayload<'incident'>> = {},
) {
  const startedAt = toIso(start + from * MINUTE);
  const endedAt = to === undefined ? undefined : toIso(start + to * MINUTE);
  return evidenceOf(
    'incident',
    endedAt ?? startedAt,
    {
      title: 'Errors: too many',
      status: endedAt ? 'resolved' : 'firing',
      impact: 'none',
      alertOnly: true,
      labels: { alertname: 'Errors' },
      segments: [{ startedAt, ...(endedAt ? { endedAt } : {}) }],
      ...(endedAt ? { resolvedAt: endedAt } : {}),
      ...rest,
    },
    { source: 'alertmanager', externalId: `${series}/${startedAt}` },
  );
}

const judge = (evidence: Records) =>
  alertFirings(incidentPopulation(evidence), window);

describe('alert noise', () => {
  it.each<[string, Records, string[]]>([
    ['one alert', [alert('a', 0, 5)], ['none']],
    [
      'another series of the rule while the first fires',
      [alert('a', 0, 30), alert('b', 5, 10)],
      ['none', 'duplicate'],
    ],
    [
      'another series after the first ended',
      [alert('a', 0, 5), alert('b', 5, 10)],
      ['none', 'none'],
    ],
    [
      'another rule meanwhile',
      [alert('a', 0, 30), alert('b', 5, 10, { labels: { alertname: 'Slow' } })],
      ['none', 'none'],
    ],
    [
      'the same series fifteen minutes later',
      [alert('a', 0, 5), alert('a', 20, 25)],
      ['none', 'flapping'],
    ],
    [
      'the same series a minute after that',
      [alert('a', 0, 5), alert('a', 21, 25)],
      ['none', 'none'],
    ],
    [
      'a series that never ended, and another one much later',
      [alert('a', 0, undefined), alert('b', 9000, 9010)],
      ['none', 'duplicate'],
    ],
    [
      'what the source says goes first',
      [
        alert('a', 0, 5),
        alert('a', 6, 7, { noise: 'none' }),
        alert('a', 90, 91, { noise: 'duplicate' }),
      ],
      ['none', 'none', 'duplicate'],
    ],
    ['a test', [alert('a', 0, 5, { status: 'test' })], []],
    ['a declared incident', [incidentOf('12T00:00')], []],
    ['before the window', [alert('a', -60, -50)], []],
    [
      'flapping from before the window',
      [alert('a', -5, -1), alert('a', 1, 2)],
      ['flapping'],
    ],
  ])('%s', (_, evidence, noise) => {
    expect(judge(evidence).map(firing => firing.noise)).toEqual(noise);
  });

  it.each<[string, Records, boolean | undefined]>([
    ['nothing would record it', [alert('a', 0, 5)], undefined],
    ['it still fires', [recordedOf(), alert('a', 0, undefined)], undefined],
    ['nobody did anything', [recordedOf(), alert('a', 0, 5)], true],
    [
      'somebody acknowledged it',
      [alert('a', 0, 5, { acknowledgedAt: toIso(start + 2 * MINUTE) })],
      false,
    ],
    [
      'an incident was declared meanwhile',
      [alert('a', 0, 5), incidentOf(at('10T00:03'))],
      false,
    ],
    [
      'an incident was declared the next day',
      [alert('a', 0, 5), incidentOf('11T00:03')],
      true,
    ],
    [
      'it counts as an outage itself',
      [alert('a', 0, 5, { impact: 'outage' })],
      false,
    ],
  ])('without action: %s', (_, evidence, expected) => {
    const [firing] = judge(evidence);
    expect(firing.withoutAction).toBe(expected);
  });

  it('names the noisiest rule first', () => {
    const slow = { labels: { alertname: 'Slow' } };
    expect(
      noiseByRule(
        judge([
          recordedOf(),
          alert('s', 0, 5, slow),
          alert('a', 0, 30),
          alert('b', 5, 10),
          alert('a', 31, 32),
        ]),
      ),
    ).toEqual([
      {
        rule: 'Errors',
        alerts: 3,
        duplicates: 1,
        flapping: 1,
        withoutAction: 3,
      },
      { rule: 'Slow', alerts: 1, duplicates: 0, flapping: 0, withoutAction: 1 },
    ]);
  });

  it('counts every alert once, whatever the order of its records', () => {
    const firing = fc.tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 1, max: 60 }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(firing, { selector: String }), list => {
        const evidence = list.map(([series, from, length]) =>
          alert(series, from, from + length),
        );
        const count = (records: Records) =>
          noiseByRule(judge(records)).map(
            ({ alerts, duplicates, flapping }) => [
              alerts,
              duplicates + flapping <= alerts,
            ],
          );
        expect(count(evidence)).toEqual(
          list.length === 0 ? [] : [[list.length, true]],
        );
      }),
    );
  });

  it('is known from alerts alone, without any incident tool', () => {
    const result = askIncidents('alert.noise', [
      alert('a', 0, 30),
      alert('b', 5, 10),
    ]);
    expect(result).toMatchObject({
      value: 0.5,
      n: 2,
      details: {
        rules: [
          { rule: 'Errors', alerts: 2, duplicates: 1, withoutAction: null },
        ],
      },
    });
  });

  it('is looked at again when an alert begins whose clock is ahead', () => {
    const now = start + 10 * MINUTE;
    expect(
      askIncidents('alert.noise', [alert('a', 12, undefined)], { now }),
    ).toMatchObject({
      value: null,
      validUntil: toIso(start + 12 * MINUTE + 1),
    });
  });
});
