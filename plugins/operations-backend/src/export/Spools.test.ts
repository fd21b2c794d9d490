import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Spools } from './Spools';

describe('Spools', () => {
  let parent: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'spools-test-'));
  });

  afterEach(() => rm(parent, { recursive: true }));

  it('leaves nothing that a killed process could leave behind', async () => {
    const spools = Spools.create(parent);
    const growing = await spools.open('csv/changes.csv', 'text/csv');
    await growing.write('a'.repeat(600_000));
    const whole = await spools.whole('index.html', 'text/html', 'ä'.repeat(9));
    expect(await readdir(parent)).toEqual([]);

    const grown = await growing.finish();
    expect(grown).toMatchObject({ path: 'csv/changes.csv', bytes: 600_000 });
    const both = await spools.joined('both', 'text/plain', [
      whole,
      ' and ',
      whole,
    ]);
    expect(await text(both.content())).toBe('äääääääää and äääääääää');
    expect(await text(both.content())).toHaveLength(23);
    expect(await readdir(parent)).toEqual([]);
    await spools.remove();
    await expect(growing.write('a'.repeat(600_000))).rejects.toThrow();
  });
});
