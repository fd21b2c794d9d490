import fc from 'fast-check';
import { readCsv } from './csv';

describe('readCsv', () => {
  it.each<[string, string, Record<string, string>[]]>([
    [
      'commas',
      'ID,Due Date\n1,2026-01-01\n',
      [{ id: '1', due_date: '2026-01-01' }],
    ],
    ['semicolons', 'id;title\n1;a, b\n', [{ id: '1', title: 'a, b' }]],
    [
      'tabs and carriage returns',
      'id\ttitle\r\n1\ta\r\n',
      [{ id: '1', title: 'a' }],
    ],
    [
      'quotes with line ends',
      'id,title\n1,"a ""b"",\nc"\n',
      [{ id: '1', title: 'a "b",\nc' }],
    ],
    [
      'missing cells',
      'id,title,due\n1,a\n',
      [{ id: '1', title: 'a', due: '' }],
    ],
    [
      'blank lines and no last line end',
      'id,title\n\n1,a',
      [{ id: '1', title: 'a' }],
    ],
    [
      'a line that names the separator',
      'sep=;\r\nid;title\r\n1;a\r\n',
      [{ id: '1', title: 'a' }],
    ],
    ['line ends of old', 'id,title\r1,a\r', [{ id: '1', title: 'a' }]],
    ['a header only', 'id,title\n', []],
  ])('reads %s', (_, text, rows) => {
    expect(readCsv('csv', text).rows).toEqual(rows);
  });

  it.each([
    [
      'more cells than columns',
      'id,title\n1,a,b\n',
      'row 2 has 3 cells for 2 columns',
    ],
    ['a quote that is not closed', 'id,title\n1,"a\n', 'a quote is not closed'],
  ])('refuses %s', (_, text, message) => {
    expect(() => readCsv('csv', text)).toThrow(message);
  });

  it('reads back what a writer that quotes everything wrote', () => {
    const cell = fc.string({ maxLength: 8 }).map(text => text.trim());
    const table = fc.array(fc.tuple(cell, cell), { maxLength: 5 });
    fc.assert(
      fc.property(table, rows => {
        const quoted = (text: string) => `"${text.replace(/"/g, '""')}"`;
        const lines = rows.map(row => row.map(quoted).join(','));
        const expected = rows
          .filter(([a, b]) => a !== '' || b !== '')
          .map(([a, b]) => ({ a, b }));
        expect(readCsv('csv', ['a,b', ...lines].join('\n')).rows).toEqual(
          expected,
        );
      }),
    );
  });
});
