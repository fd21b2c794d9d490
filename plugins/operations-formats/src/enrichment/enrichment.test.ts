import { FormatFile } from '../FormatFile';
import { readEpss } from './epss';
import { readKev } from './kev';

const fileOf = (content: unknown) =>
  FormatFile.of(
    typeof content === 'string' ? content : JSON.stringify(content),
  );

const kev = (rest: Record<string, unknown> = {}) => ({
  title: 'CISA Catalog of Known Exploited Vulnerabilities',
  catalogVersion: '2026.03.01',
  dateReleased: '2026-03-01T00:00:00Z',
  count: 2,
  vulnerabilities: [
    { cveID: 'CVE-2026-0001', dateAdded: '2026-02-01', dueDate: '2026-02-22' },
    { cveID: 'cve-2020-0601', dateAdded: '2021-11-03', dueDate: '2020-01-29' },
  ],
  ...rest,
});

describe('readKev', () => {
  it('keeps days, due ones until their end, even before the day of the entry', () => {
    const { entries, ...edition } = readKev(fileOf(kev()));
    expect(edition).toEqual({
      version: '2026.03.01',
      releasedAt: '2026-03-01T00:00:00.000Z',
    });
    expect([...entries]).toEqual([
      [
        'CVE-2026-0001',
        {
          addedAt: '2026-02-01T00:00:00.000Z',
          dueAt: '2026-02-22T23:59:59.999Z',
        },
      ],
      [
        'CVE-2020-0601',
        {
          addedAt: '2021-11-03T00:00:00.000Z',
          dueAt: '2020-01-29T23:59:59.999Z',
        },
      ],
    ]);
  });

  it.each([
    [
      'a catalogue that is cut off',
      kev({ count: 1400 }),
      'says 1400 entries and holds 2',
    ],
    [
      'an error body',
      { message: 'rate limited' },
      'this is an error, not a report: rate limited',
    ],
    ['another document', { vulnerabilities: [] }, 'kev: catalogVersion'],
    ['an empty file', '', 'the file is empty'],
    [
      'a catalogue without entries',
      kev({ count: 0, vulnerabilities: [] }),
      'holds no entries',
    ],
  ])('refuses %s', (_, content, message) => {
    expect(() => readKev(fileOf(content))).toThrow(message);
  });
});

describe('readEpss', () => {
  it.each([
    [
      'the daily file',
      '#model_version:v2025.03.14,score_date:2026-03-01T00:00:00+0000\ncve,epss,percentile\nCVE-2026-0001,0.09029,0.9\n',
    ],
    [
      'an answer of the API',
      {
        status: 'OK',
        data: [
          {
            cve: 'CVE-2026-0001',
            epss: '0.09029',
            percentile: '0.9',
            date: '2026-03-01',
          },
        ],
      },
    ],
  ])('reads %s', (_, content) => {
    const { scores, scoredAt } = readEpss(fileOf(content));
    expect([...scores]).toEqual([['CVE-2026-0001', 0.09029]]);
    expect(scoredAt).toBe('2026-03-01T00:00:00.000Z');
  });

  it.each([
    ['another table', 'id,title\n1,a\n', 'expected a header cve,epss'],
    ['a table without rows', 'cve,epss,percentile\n', 'holds no scores'],
    ['a score that is none', 'cve,epss\nCVE-1,9.8\n', 'CVE-1: 9.8 is no score'],
    ['an error body', { message: 'not found' }, 'this is an error'],
    ['an answer without scores', { status: 'OK', data: [] }, 'holds no scores'],
    [
      'one page of an answer',
      { status: 'OK', total: 300, data: [{ cve: 'CVE-1', epss: '0.1' }] },
      'a page of 1 of 300 scores',
    ],
    ['a status that is not OK', { status: 'ERROR', data: [] }, 'status'],
  ])('refuses %s', (_, content, message) => {
    expect(() => readEpss(fileOf(content))).toThrow(message);
  });
});
