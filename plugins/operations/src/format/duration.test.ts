import { formatDuration, formatElapsed, secondsOf } from './duration';

describe('formatDuration', () => {
  it.each([
    ['P30D', '30 days'],
    ['PT4H', '4 hours'],
    ['P7Y', '7 years'],
    ['P1M', '1 month'],
    ['hourly', 'hourly'],
  ])('%s is %s', (duration, text) => {
    expect(formatDuration(duration)).toBe(text);
  });
});

describe('secondsOf', () => {
  it.each([
    ['PT15M', 900],
    ['hourly', undefined],
    [undefined, undefined],
  ])('%s is %s', (duration, seconds) => {
    expect(secondsOf(duration)).toBe(seconds);
  });
});

describe('formatElapsed', () => {
  it.each([
    [null, undefined],
    [undefined, undefined],
    [0, '0 s'],
    [899.2, '15 min'],
  ])('%s is %s', (seconds, text) => {
    expect(formatElapsed(seconds)).toBe(text);
  });
});
