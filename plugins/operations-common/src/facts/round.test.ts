import fc from 'fast-check';
import {
  formatFactValue,
  formatRatio,
  formatSeconds,
  roundWorse,
} from './round';

describe('formatRatio', () => {
  it.each([
    [0.9996, 'higher', '99.9 %'],
    [0.9999999999999999, 'higher', '99.9 %'],
    [1, 'higher', '100 %'],
    [0.29, 'higher', '29 %'],
    [0.9, 'higher', '90 %'],
    [0.0001, 'lower', '0.1 %'],
    [0, 'lower', '0 %'],
    [1e-9, 'lower', '0.1 %'],
    [-0.2512, 'higher', '-25.2 %'],
  ] as const)('%d, %s is better: %s', (ratio, better, text) => {
    expect(formatRatio(ratio, better)).toBe(text);
  });

  it('says 100 % only when it is so', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), ratio => {
        expect(formatRatio(ratio) === '100 %').toBe(ratio === 1);
      }),
    );
  });
});

describe('roundWorse', () => {
  it('never moves towards better, and by less than one step', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 0, max: 6 }),
        (value, digits) => {
          const down = roundWorse(value, digits, 'higher');
          const up = roundWorse(value, digits, 'lower');
          const step = 10 ** -digits + 1e-9;
          expect(down).toBeLessThanOrEqual(value);
          expect(up).toBeGreaterThanOrEqual(value);
          expect(up - down).toBeLessThanOrEqual(step);
        },
      ),
    );
  });
});

describe('formatSeconds', () => {
  it.each([
    [0, 'lower', '0 s'],
    [0.25, 'lower', '250 ms'],
    [59.2, 'lower', '1 min'],
    [899.5, 'lower', '15 min'],
    [899.5, 'higher', '14 min 59 s'],
    [14_400, 'lower', '4 h'],
    [14_401, 'lower', '4 h 1 min'],
    [86_399.5, 'lower', '1 d'],
    [90_061, 'lower', '1 d 2 h'],
    [90_061, 'higher', '1 d 1 h'],
    [-30, 'lower', '-30 s'],
  ] as const)('%d s, %s is better: %s', (seconds, better, text) => {
    expect(formatSeconds(seconds, better)).toBe(text);
  });
});

describe('formatFactValue', () => {
  it.each([
    [null, 'ratio', 'not known'],
    [true, 'boolean', 'yes'],
    ['L3', 'level', 'L3'],
    [4.59, 'score', '4.5'],
    [300, 'milliseconds', '300 ms'],
    [3, 'count', '3'],
  ] as const)('%p %s: %s', (value, unit, text) => {
    expect(formatFactValue(value, unit)).toBe(text);
  });
});
