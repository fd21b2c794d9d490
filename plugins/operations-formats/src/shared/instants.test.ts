import { instantOf, isoOfSeconds, isoOfText } from './instants';

describe('isoOfText', () => {
  it.each([
    ['2026-03-10T01:00:00Z', '2026-03-10T01:00:00.000Z'],
    ['2026-03-10T01:00:00.123456789+01:00', '2026-03-10T00:00:00.123Z'],
    ['2026-03-10 01:00:00+0100', '2026-03-10T00:00:00.000Z'],
    ['2026-03-10 01:00:00+01', '2026-03-10T00:00:00.000Z'],
    ['2026-03-10T01:00:00-03', '2026-03-10T04:00:00.000Z'],
    ['2026-03-10 01:00:00 +0100', '2026-03-10T00:00:00.000Z'],
    ['2026-03-10 01:00:00.5 -03:00', '2026-03-10T04:00:00.500Z'],
    ['2026-03-10 01:00 UTC', '2026-03-10T01:00:00.000Z'],
    [' 2026-03-10T01:00:00GMT', '2026-03-10T01:00:00.000Z'],
    ['20260310T010000-0300', '2026-03-10T04:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(isoOfText('x', text)).toBe(expected);
  });

  it.each(['2026-03-10T01:00:00', '2026-03-10 01:00:00', '2026-03-10'])(
    'asks for the zone of %s',
    text => {
      expect(() => isoOfText('x', text)).toThrow(/carries no zone/);
      expect(isoOfText('x', text, 'Europe/Berlin')).toMatch(
        /^2026-03-(10T00|09T23):00:00.000Z$/,
      );
    },
  );

  it.each([
    ['soon', 'Europe/Berlin', /soon is no time$/],
    ['2026-03-10', 'Nowhere/City', /no time in zone Nowhere\/City/],
  ])('refuses %s in %s', (text, zone, message) => {
    expect(() => isoOfText('x', text, zone)).toThrow(message);
  });
});

describe('instantOf', () => {
  it('reads the zone as a word, and nothing as nothing', () => {
    expect(instantOf('x', '2026-03-10 01:00:00 UTC')).toBe(
      '2026-03-10T01:00:00.000Z',
    );
    expect(instantOf('x', null)).toBeUndefined();
    expect(instantOf('x', '')).toBeUndefined();
  });
});

describe('isoOfSeconds', () => {
  it('reads whole seconds and parts of them, and nothing beyond the calendar', () => {
    expect(isoOfSeconds('1772323200.5')).toBe('2026-03-01T00:00:00.500Z');
    expect(() => isoOfSeconds(1e300)).toThrow('are no seconds since 1970');
    expect(() => isoOfSeconds('soon')).toThrow('soon are no seconds');
  });
});
