import fc from 'fast-check';
import { assertSafeValue } from './safeValue';
import { parseStrictJson } from './strictJson';
import { UnsafeValueError } from './unsafe';

const failureOf = (act: () => unknown): UnsafeValueError => {
  try {
    act();
  } catch (error) {
    if (error instanceof UnsafeValueError) return error;
    throw error;
  }
  throw new Error('was accepted');
};

const outcomeOf = (act: () => unknown) => {
  try {
    return { refused: false, value: act() };
  } catch (error) {
    if (error instanceof UnsafeValueError) return { refused: true };
    throw error;
  }
};

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('parseStrictJson', () => {
  it('reads what JSON.parse reads, and refuses what built values are refused for', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), value => {
        const text = JSON.stringify(value);
        const read = outcomeOf(() => parseStrictJson(text));
        const checked = outcomeOf(() => assertSafeValue(JSON.parse(text)));
        expect(read.refused).toBe(checked.refused);
        expect(read.value).toEqual(read.refused ? undefined : JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('never fails in another way, whatever the text', () => {
    const fragments = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"', '\\', '\\u', 'd800', '1', '-'],
      ...[
        'e',
        '.',
        'NaN',
        'Infinity',
        'N',
        'true',
        'null',
        ' ',
        '\0',
        '\ud800',
        '"a":',
        '__proto__',
      ],
    );
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 30 }), parts => {
        // Any other error than a refusal is thrown on.
        const { refused } = outcomeOf(() => parseStrictJson(parts.join('')));
        expect(typeof refused).toBe('boolean');
      }),
      { numRuns: 3000 },
    );
  });

  it.each<[string, string, string, RegExp]>([
    ['a key twice', '{"a":{"b":1,"b":2}}', 'a.b', /twice/],
    ['a key twice, once escaped', '{"a":1,"\\u0061":2}', 'a', /twice/],
    [
      '2^53',
      '{"items":[0,{"size":9007199254740992}]}',
      'items[1].size',
      /2\^53/,
    ],
    ['-2^53', '[-9007199254740992]', '[0]', /2\^53/],
    ['an infinite number', '{"a":1e999}', 'a', /finite/],
    ['NaN', '{"items":[0,{"a":NaN}]}', 'items[1].a', /is not a number/],
    ['-Infinity', '{"a":[-Infinity]}', 'a[0]', /finite/],
    ['a NUL', '{"a":"x\\u0000"}', 'a', /NUL/],
    ['a lone high surrogate', '{"a":"\\ud800"}', 'a', /surrogate/],
    ['a lone low surrogate', '["\\udc00x"]', '[0]', /surrogate/],
    ['a raw lone surrogate', '["\ud800"]', '[0]', /surrogate/],
    ['a surrogate in a key', '{"\\ud800":1}', '["\\ud800"]', /surrogate/],
    ['__proto__', '{"a":{"__proto__":{}}}', 'a.__proto__', /not allowed/],
    [
      'an escaped __proto__',
      '{"\\u005f_proto__":1}',
      '__proto__',
      /not allowed/,
    ],
    ['constructor', '{"constructor":1}', 'constructor', /not allowed/],
    ['65 levels', nested(65), '[0]'.repeat(64), /deeper than 64/],
    ['another word', '{"a":Nope}', '', /not valid JSON/],
    ['an open object', '{"a":1', '', /ends too early/],
    ['a trailing comma', '{\n"a":1,\n}', '', /line 3, column 1/],
    ['nothing', '', '', /ends too early/],
  ])('refuses %s', (_, text, field, message) => {
    const failure = failureOf(() => parseStrictJson(text));
    expect(failure.field).toBe(field);
    expect(failure.message).toMatch(message);
  });

  it.each<[string, string, unknown]>([
    ['2^53 - 1', '9007199254740991', 9007199254740991],
    ['64 levels', nested(64), JSON.parse(nested(64))],
    ['the same key in neighbours', '[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['a key after a deeper one', '{"a":{"b":1},"b":2}', { a: { b: 1 }, b: 2 }],
    ['a surrogate pair', '"\\ud83d\\ude00"', '😀'],
    ['a byte order mark', '\ufeff{}', {}],
    ['a value that looks like a key', '{"a":"a","b":"a"}', { a: 'a', b: 'a' }],
    ['brackets in text', '{"a":"[{\\"}"}', { a: '[{"}' }],
  ])('accepts %s', (_, text, value) => {
    expect(parseStrictJson(text)).toEqual(value);
  });

  it.each(['[', '{"a":'])('answers 100,000 times %s', open => {
    const failure = failureOf(() => parseStrictJson(open.repeat(100_000)));
    expect(failure.message).toMatch(/deeper than 64/);
    expect(failure.message.length).toBeLessThan(500);
  });
});

describe('assertSafeValue', () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  let bomb: unknown = 'x';
  for (let level = 0; level < 40; level += 1) bomb = [bomb, bomb];

  it.each<[string, unknown, RegExp]>([
    ['NaN', { a: [NaN] }, /^a\[0\]: is not a number/],
    ['Infinity', { a: Infinity }, /^a: .*finite/],
    ['2^53', { a: 2 ** 53 }, /^a: .*2\^53/],
    ['a bigint', { a: BigInt(1) }, /^a: is not a JSON value/],
    ['a date', { a: new Date() }, /^a: is not a JSON value/],
    ['a function', { a: () => 1 }, /^a: is not a JSON value/],
    ['NUL', { a: 'x\0' }, /^a: .*NUL/],
    ['own __proto__', JSON.parse('{"__proto__":1}'), /not allowed/],
    ['a cycle', cycle, /deeper than 64/],
    ['shared branches', bomb, /too many values/],
  ])('refuses %s', (_, value, message) => {
    expect(failureOf(() => assertSafeValue(value)).message).toMatch(message);
  });
});
