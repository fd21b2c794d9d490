import { distribution } from './distribution';

it('counts a time on a bound in the class below it and leaves out what is not known', () => {
  expect(distribution([0, 300, 301, 900, null, 86_400, 86_401])).toEqual([
    2, 2, 0, 0, 1, 1,
  ]);
});
