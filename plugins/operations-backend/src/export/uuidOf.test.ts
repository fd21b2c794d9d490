import { uuidOf } from './uuidOf';

it('gives the version 5 UUID that other tools give for the same URL', () => {
  expect(uuidOf('https://example.com')).toBe(
    '4fd35a71-71ef-5a55-a9d9-aa75c889a6d0',
  );
});
