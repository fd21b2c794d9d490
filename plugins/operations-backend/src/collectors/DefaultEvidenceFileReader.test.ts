import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { Readable } from 'node:stream';
import { aProfile } from '../__testUtils__/aProfile';
import { DefaultEvidenceFileReader } from './DefaultEvidenceFileReader';
import { LocalFiles } from './LocalFiles';

const github = 'url:https://github.com/example/shop/tree/main/';

function aReader(
  body: () => Promise<Uint8Array> = async () => Buffer.from('x'),
) {
  const readUrl = jest.fn(async (_url: string) => {
    const bytes = await body();
    return {
      buffer: async () => Buffer.from(bytes),
      stream: () => Readable.from([bytes]),
    };
  });
  const reader = DefaultEvidenceFileReader.create({
    urlReader: mockServices.urlReader.mock({ readUrl }),
    integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
    localFiles: LocalFiles.below([]),
  });
  const read = (target: string, annotations: Record<string, string> = {}) =>
    reader.read(
      aProfile('component:default/shop', { annotations }),
      target,
      AbortSignal.timeout(1_000),
    );
  return { read, readUrl };
}

describe('DefaultEvidenceFileReader', () => {
  it.each([
    [
      'a path beside the source',
      'backups/last.json',
      { 'backstage.io/source-location': github },
      'https://github.com/example/shop/tree/main/backups/last.json',
    ],
    [
      'a path beside the entity file',
      'backups/last.json',
      {
        'backstage.io/managed-by-location':
          'url:https://github.com/example/shop/blob/main/catalog-info.yaml',
      },
      'https://github.com/example/shop/tree/main/backups/last.json',
    ],
    [
      'an address',
      'https://ci.example/proof.json',
      {},
      'https://ci.example/proof.json',
    ],
  ])('asks the url reader for %s', async (_, target, annotations, url) => {
    const { read, readUrl } = aReader();
    expect(Buffer.from(await read(target, annotations)).toString()).toBe('x');
    expect(readUrl).toHaveBeenCalledWith(url, expect.anything());
  });

  it.each([
    ['file:///etc/passwd'],
    ['FILE:/etc/passwd'],
    [`java${'script'}:alert(1)`],
    ['ftp://example.com/x'],
    ['//169.254.169.254/latest'],
    ['data:,x'],
  ])('passes %s on to nobody', async target => {
    const { read, readUrl } = aReader();
    await expect(
      read(target, { 'backstage.io/source-location': github }),
    ).rejects.toThrow('only http(s) addresses');
    expect(readUrl).not.toHaveBeenCalled();
  });

  it.each([
    [new NotFoundError('https://token@host/secret'), 'was not found'],
    [
      new NotAllowedError('Reading from http://169.254.169.254 is not allowed'),
      'may not read',
    ],
    [new Error('getaddrinfo ENOTFOUND internal.host'), 'could not be read'],
  ])(
    'says no more of %p than what kind of failure it was',
    async (error, message) => {
      const { read } = aReader(async () => {
        throw error;
      });
      const failure = await read('https://x.example/y').catch(e => e);
      expect(failure.message).toContain(message);
      expect(failure.message).not.toMatch(/secret|169|internal/);
    },
  );

  it('stops at the limit', async () => {
    const { read } = aReader(async () => Buffer.alloc(21 * 1024 * 1024));
    await expect(read('https://x.example/y')).rejects.toThrow('larger');
  });

  it.each([
    [{}],
    [{ 'backstage.io/source-location': 'nonsense' }],
    [{ 'backstage.io/source-location': 'bootstrap:boot' }],
  ])(
    'needs a place for a relative path to start from: %j',
    async annotations => {
      await expect(aReader().read('a.json', annotations)).rejects.toThrow(
        'no source location',
      );
    },
  );
});
