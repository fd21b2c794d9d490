import fc from 'fast-check';
import { EvidencePayload } from '../../../evidence/kinds';
import { toMillis } from '../../../time';
import { evidenceOf } from '../../testing/builders';
import { recordsOf } from '../../select';
import { askIncidents, at, incidentOf } from '../testing/incidents';
import { foldSegments, TroublePoint } from './foldSegments';
import { gatherIncidents } from './gatherIncidents';

type EventType = NonNullable<EvidencePayload<'incident'>['event']>['type'];

const event = (
  type: EventType,
  time: string,
  rest: Partial<EvidencePayload<'incident'>> = {},
) =>
  evidenceOf(
    'incident',
    at(time),
    {
      title: 'down',
      status: type,
      event: { incident: 'Q1', type, at: at(time) },
      ...rest,
    },
    { externalId: `Q1@${type}${time}` },
  );

const triggered = event('triggered', '10T12:00');
const acknowledged = event('acknowledged', '10T12:05');
const resolved = event('resolved', '10T13:00');
const reopened = event('reopened', '10T20:00');
const again = event('resolved', '10T21:00');

const gather = (records: Parameters<typeof recordsOf>[0]) =>
  gatherIncidents(recordsOf(records, 'incident'));

describe('gatherIncidents', () => {
  it('reads the events of one incident as one', () => {
    const all = [again, reopened, resolved, acknowledged, triggered];
    const [incident, ...others] = gather(all);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      start: toMillis(at('10T12:00')),
      acknowledgedAt: toMillis(at('10T12:05')),
      resolvedAt: toMillis(at('10T21:00')),
      role: 'counted',
    });
    expect(incident.segments).toHaveLength(2);
    expect(incident.records).toHaveLength(5);
  });

  it('is open again after a reopening', () => {
    const [incident] = gather([triggered, resolved, reopened]);
    expect(incident.resolvedAt).toBeUndefined();
    expect(incident.segments[1].end).toBeUndefined();
  });

  it('does not lose the acknowledgement that the last snapshot leaves out', () => {
    const snapshot = incidentOf('10T12:00', {
      externalId: 'Q1',
      endedAt: '10T13:00',
      severity: 'sev-1',
    });
    const [incident] = gather([snapshot, acknowledged]);
    expect(incident).toMatchObject({
      acknowledgedAt: toMillis(at('10T12:05')),
      resolvedAt: toMillis(at('10T13:00')),
      severity: 'sev-1',
    });
    expect(
      askIncidents('incident.mtta', [snapshot, acknowledged]),
    ).toMatchObject({ value: 300, n: 1 });
  });

  it('leaves a merged incident out whatever is reported after it', () => {
    const merged = event('resolved', '10T13:00', { status: 'merged' });
    const [incident] = gather([
      triggered,
      merged,
      event('updated', '11T00:00', { status: 'resolved' }),
    ]);
    expect(incident.role).toBe('dropped');
  });

  it('keeps incidents of different sources apart', () => {
    const other = { ...triggered, source: 'other' };
    expect(gather([triggered, other])).toHaveLength(2);
  });
});

describe('foldSegments', () => {
  const points = fc.array(
    fc.record<TroublePoint>({
      at: fc.nat(50),
      type: fc.constantFrom('begin', 'end'),
    }),
    { maxLength: 12 },
  );

  it('gives disjoint stretches in order, the same for any order and any repetition', () => {
    fc.assert(
      fc.property(points, list => {
        const segments = foldSegments(list);
        const edges = segments.flatMap(({ start, end }) => [
          start,
          end ?? Infinity,
        ]);
        expect([...edges].sort((a, b) => a - b)).toEqual(edges);
        expect(foldSegments([...list].reverse())).toEqual(segments);
      }),
    );
  });

  it.each<[string, [number, TroublePoint['type']][], (string | number)[][]]>([
    ['nothing', [], []],
    ['an end alone', [[5, 'end']], []],
    [
      'begin and end',
      [
        [1, 'begin'],
        [5, 'end'],
      ],
      [[1, 5]],
    ],
    [
      'told twice',
      [
        [1, 'begin'],
        [2, 'begin'],
        [5, 'end'],
        [6, 'end'],
      ],
      [[1, 5]],
    ],
    [
      'reopened',
      [
        [1, 'begin'],
        [5, 'end'],
        [7, 'begin'],
      ],
      [
        [1, 5],
        [7, 'on'],
      ],
    ],
    [
      'no length',
      [
        [1, 'begin'],
        [1, 'end'],
      ],
      [[1, 1]],
    ],
  ])('%s', (_, list, expected) => {
    const segments = foldSegments(
      list.map(([time, type]) => ({ at: time, type })),
    );
    expect(segments.map(({ start, end }) => [start, end ?? 'on'])).toEqual(
      expected,
    );
  });
});
