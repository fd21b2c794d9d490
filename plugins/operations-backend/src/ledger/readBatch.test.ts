import fc from 'fast-check';
import { readBatch, RefusedItem } from './readBatch';

const bad = '{"a":1,"a":2}';
const refused = expect.any(RefusedItem);

function items(text: string): unknown[] {
  return (readBatch(text) as { items: unknown[] }).items;
}

describe('readBatch', () => {
  it.each(['NaN', 'Infinity', '-Infinity'])(
    'refuses only the item with %s, which is no JSON',
    value => {
      const text = `{"items":[{"a":1},{"a":"NaN, [","b":{"c":${value}}},{"a":2}]}`;
      const read = readBatch(text) as { items: unknown[] };
      expect(read.items).toEqual([{ a: 1 }, expect.any(RefusedItem), { a: 2 }]);
      expect(read.items[1]).toMatchObject({ field: 'b.c' });
    },
  );

  it('reads what is safe as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), values => {
        const text = JSON.stringify({ items: values }).replaceAll('e+', 'e');
        fc.pre(
          !/__proto__|constructor|prototype|\d{16}|e\d{2,}|\\u0000|\\ud/.test(
            text,
          ),
        );
        expect(readBatch(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses only the unsafe items, wherever they stand and whatever they contain', () => {
    const good = fc.oneof(
      fc.constantFrom<unknown>(
        { k: ',]}[{"\\' },
        [[1], { x: [] }],
        'a"b\\',
        7,
        null,
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.option(good, { nil: bad }), { minLength: 1 }),
        list => {
          const text = `{"note":{"items":[1,2]}, "items" : [ ${list
            .map(value => (value === bad ? bad : JSON.stringify(value)))
            .join(' , ')} ],"after":[${JSON.stringify('],')}]}`;
          expect(items(text)).toEqual(
            list.map(value => (value === bad ? refused : value)),
          );
        },
      ),
    );
  });

  it.each([
    ['text that is no JSON', `{"items":[${bad},]}`],
    ['a fault outside the items', `{"x":${bad},"items":[1]}`],
    ['a fault outside and inside', `{"items":[${bad}],"x":${bad}}`],
    ['two lists of items', `{"items":[${bad}],"items":[1]}`],
    ['too many brackets', `{"items":[${bad}]]}`],
  ])('refuses %s as a whole', (_, text) => {
    expect(() => readBatch(text)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});
