import fc from 'fast-check';
import { remember } from './remember';

describe('remember', () => {
  it('answers as the function does, whatever was asked before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 })),
        fc.integer({ min: 1, max: 5 }),
        (questions, most) => {
          const square = (n: number) => (n === 3 ? undefined : n * n);
          const remembered = remember(square, most);
          expect(questions.map(remembered)).toEqual(questions.map(square));
        },
      ),
    );
  });

  it('computes once what is asked again, until there is too much to keep', () => {
    const asked: string[] = [];
    const remembered = remember((text: string) => {
      asked.push(text);
      return text.length;
    }, 2);
    for (const text of ['a', 'a', 'b', 'a', 'c', 'a']) remembered(text);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('keeps what throws out of its memory', () => {
    let works = false;
    const remembered = remember((text: string) => {
      if (!works) throw new TypeError(text);
      return text;
    });
    expect(() => remembered('a')).toThrow('a');
    works = true;
    expect(remembered('a')).toBe('a');
  });
});
