import { formatSpan, formatDistance, formatInstant } from './time';

const now = Date.parse('2026-03-02T12:00:00Z');

describe('formatInstant', () => {
  it.each([
    ['utc', '2 Mar 2026, 12:00 UTC'],
    ['Asia/Kolkata', '2 Mar 2026, 17:30 GMT+5:30'],
  ])('names the zone %s', (zone, text) => {
    expect(formatInstant('2026-03-02T12:00:00Z', zone)).toBe(text);
  });

  it('leaves what is no instant as it is', () => {
    expect(formatInstant('soon')).toBe('soon');
  });
});

describe('formatDistance', () => {
  it.each([
    ['2026-03-02T11:59:40Z', 'this minute'],
    ['2026-03-02T10:01:00Z', '1 hour ago'],
    ['2026-02-28T11:00:00Z', '2 days ago'],
    ['2026-03-12T12:00:00Z', 'in 10 days'],
    ['never', 'never'],
  ])('%s is %s', (at, text) => {
    expect(formatDistance(at, now)).toBe(text);
  });
});

describe('formatSpan', () => {
  it.each([
    ['2026-11-24T05:30:00Z', '24 Nov 2026, 02:00 – 05:30 UTC'],
    ['2026-11-25T01:00:00Z', '24 Nov 2026, 02:00 UTC – 25 Nov 2026, 01:00 UTC'],
  ])('until %s is %s', (to, text) => {
    expect(formatSpan('2026-11-24T02:00:00Z', to, 'utc')).toBe(text);
  });
});
