import { clipped } from './text';

describe('clipped', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['a😀bc', 3, 'a…'],
    ['a😀bc', 4, 'a😀…'],
  ])('%s to %d is %s', (text, length, expected) => {
    expect(clipped(text, length)).toBe(expected);
  });
});
