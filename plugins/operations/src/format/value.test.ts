import { formatTarget, formatValue } from './value';

describe('formatValue', () => {
  it.each([
    ['nothing known is no text, never zero', null, 'ratio', {}, undefined],
    ['zero is a figure', 0, 'count', {}, '0'],
    ['99.96 % never becomes 100 %', 0.9996, 'ratio', { target: 1 }, '99.9 %'],
    [
      'a fine target gets finer decimals',
      0.99962,
      'ratio',
      { target: 0.9995 },
      '99.962 %',
    ],
    [
      'an error ratio rounds up',
      0.00211,
      'ratio',
      { better: 'lower' },
      '0.3 %',
    ],
    [
      'milliseconds round up',
      412.4,
      'milliseconds',
      { better: 'lower' },
      '413 ms',
    ],
    ['a level is its name', 'L3', 'level', {}, 'L3'],
    ['a boolean is a word', false, 'boolean', {}, 'no'],
  ] as const)('%s', (_, value, unit, options, text) => {
    expect(formatValue(value, unit, options)).toBe(text);
  });
});

describe('formatTarget', () => {
  it.each([
    ['>', 0.999, 'ratio', '> 99.9 %'],
    ['>=', 0.8, 'ratio', '≥ 80 %'],
    ['<', 900, 'seconds', '< 15 min'],
    ['<', 'PT15M', 'seconds', '< 15 min'],
    ['==', 0, 'count', '= 0'],
    ['>=', 'L3', 'level', '≥ L3'],
  ] as const)('%s %s in %s is %s', (op, target, unit, text) => {
    expect(formatTarget(op, target, unit)).toBe(text);
  });
});
