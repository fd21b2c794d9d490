import { ExportLimits, PACKS_PER_HOUR } from './ExportLimits';

const HOUR = 60 * 60 * 1000;

it('lets one pack at a time, until it is over or an hour has passed', async () => {
  let now = 0;
  const limits = ExportLimits.create({
    takenSince: async () => 0,
    now: () => now,
  });
  const first = new AbortController();
  await limits.enter('ada', first.signal);
  await limits.enter('bob', new AbortController().signal);
  const again = () => limits.enter('ada', new AbortController().signal);
  await expect(again()).rejects.toMatchObject({ statusCode: 429 });
  first.abort();
  now = 1;
  await again();
  now = HOUR;
  await expect(again()).rejects.toThrow('already');
  now = HOUR + 1;
  await again();
  await expect(again()).rejects.toThrow('already');
});

it('counts what the log has of the last hour', async () => {
  const takenSince = jest.fn(async () => PACKS_PER_HOUR);
  const limits = ExportLimits.create({ takenSince, now: () => HOUR + 7 });
  await expect(
    limits.enter('ada', new AbortController().signal),
  ).rejects.toThrow('within an hour');
  expect(takenSince).toHaveBeenCalledWith('ada', 7);
});
