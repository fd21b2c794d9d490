import { Breather } from './Breather';

it('lets others in once a slice of work is used up, and not before', async () => {
  let now = 0;
  let others = 0;
  const breather = Breather.create(() => now);
  const waiting = () => setImmediate(() => (others += 1));

  waiting();
  now = 3;
  await breather.breathe();
  expect(others).toBe(0);

  now = 5;
  await breather.breathe();
  expect(others).toBe(1);

  waiting();
  now = 8;
  await breather.breathe();
  expect(others).toBe(1);
});
