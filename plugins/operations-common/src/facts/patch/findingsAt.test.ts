import { applyScan } from './applyScan';
import { findingsAt } from './findingsAt';
import { lightScan } from './lightScan';
import { emptyLedger } from './PatchLedger';
import { onDay, row, scanOn } from './testing/scans';

const rated = (severity: 'low' | 'critical') => [row('CVE-1', { severity })];

const findings = [
  ...[
    scanOn(1, rated('low')),
    scanOn(5, [...rated('critical'), row('CVE-2')]),
    scanOn(9, []),
  ]
    .reduce(applyScan, emptyLedger)
    .findings.values(),
];

describe('findingsAt', () => {
  it.each([
    [0, []],
    [2, [['CVE-1', 'low', undefined]]],
    [
      6,
      [
        ['CVE-1', 'critical', undefined],
        ['CVE-2', 'high', undefined],
      ],
    ],
    [
      9,
      [
        ['CVE-1', 'critical', onDay(9)],
        ['CVE-2', 'high', onDay(9)],
      ],
    ],
  ])('knows what stood on day %s', (day, expected) => {
    expect(
      findingsAt(findings, onDay(day)).map(
        ({ vulnerability, severity, episodes }) => [
          vulnerability,
          severity,
          episodes[episodes.length - 1].closedAt,
        ],
      ),
    ).toEqual(expected);
  });

  it('changes nothing from the last change on', () => {
    expect(findingsAt(findings, onDay(20))).toEqual(findings);
  });
});

describe('lightScan', () => {
  it('counts the findings and keeps the rest', () => {
    const { findings: _, ...rest } = scanOn(1, []);
    expect(lightScan(scanOn(1, ['CVE-1', 'CVE-2']))).toEqual({
      ...rest,
      bySeverity: { high: 2 },
    });
  });
});
