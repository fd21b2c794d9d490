import { createMockDirectory } from '@backstage/backend-test-utils';
import { mockServices } from '@backstage/backend-test-utils';
import { NotModifiedError } from '@backstage/errors';
import { FileScorecardSource } from './FileScorecardSource';
import { readScorecardSources } from './readScorecardSources';
import { UrlScorecardSource } from './UrlScorecardSource';

describe('FileScorecardSource', () => {
  const directory = createMockDirectory({
    content: { cards: { 'b.yaml': 'b', 'a.yaml': 'a', 'c.txt': 'c' } },
  });

  const read = (target: string, builtIn = false) =>
    FileScorecardSource.create({
      target,
      root: directory.path,
      builtIn,
    }).read();

  it('reads one file and names it as configured', async () => {
    expect(await read('cards/a.yaml')).toEqual([
      { location: 'cards/a.yaml', text: 'a' },
    ]);
  });

  it('reads what a glob matches, in order', async () => {
    expect(await read('cards/*.yaml')).toEqual([
      { location: 'cards/a.yaml', text: 'a' },
      { location: 'cards/b.yaml', text: 'b' },
    ]);
  });

  it('does not say where the package is installed', async () => {
    expect((await read('cards/a.yaml', true))[0].location).toBe(
      'built-in:cards/a.yaml',
    );
  });

  it('tells a missing file from an empty glob', async () => {
    await expect(read('cards/none.yaml')).rejects.toThrow('ENOENT');
    expect(await read('cards/none*.yaml')).toEqual([]);
  });
});

describe('UrlScorecardSource', () => {
  it('keeps what it had while the source has not changed', async () => {
    const reader = mockServices.urlReader.mock();
    reader.readUrl
      .mockResolvedValueOnce({
        buffer: async () => Buffer.from('one'),
        etag: 'e1',
      })
      .mockRejectedValueOnce(new NotModifiedError());
    const target = 'https://git.example/ready.yaml';
    let now = 0;
    const source = UrlScorecardSource.create({
      target,
      reader,
      clock: () => now,
    });
    const files = [{ location: target, text: 'one' }];
    expect(await source.read()).toEqual(files);
    now += 59_999;
    expect(await source.read()).toEqual(files);
    expect(reader.readUrl).toHaveBeenCalledTimes(1);
    now += 1;
    expect(await source.read()).toEqual(files);
    expect(reader.readUrl).toHaveBeenLastCalledWith(target, { etag: 'e1' });
  });

  it('searches where the path is a glob', async () => {
    const reader = mockServices.urlReader.mock();
    reader.search.mockResolvedValueOnce({
      etag: 'e1',
      files: ['b', 'a'].map(name => ({
        url: `https://git.example/${name}.yaml`,
        content: async () => Buffer.from(name),
      })),
    });
    const source = UrlScorecardSource.create({
      target: 'https://git.example/*.yaml',
      reader,
      clock: () => 0,
    });
    expect((await source.read()).map(file => file.text)).toEqual(['a', 'b']);
  });

  it('says so when it can not be read', async () => {
    const reader = mockServices.urlReader.mock();
    reader.readUrl.mockRejectedValue(new Error('offline'));
    const target = 'https://git.example/ready.yaml';
    await expect(
      UrlScorecardSource.create({ target, reader, clock: () => 0 }).read(),
    ).rejects.toThrow('offline');
  });
});

describe('readScorecardSources', () => {
  it('takes urls and files as configured, and what ships', () => {
    const sources = readScorecardSources({
      config: mockServices.rootConfig({
        data: {
          operations: {
            scorecards: [
              { target: 'https://git.example/x.yaml' },
              { target: 'cards/*.yaml' },
            ],
          },
        },
      }),
      reader: mockServices.urlReader.mock(),
      root: '/',
      clock: () => 0,
    });
    expect(sources.map(({ target, builtIn }) => [target, builtIn])).toEqual([
      ['https://git.example/x.yaml', false],
      ['cards/*.yaml', false],
      ['*.yaml', true],
    ]);
  });
});
