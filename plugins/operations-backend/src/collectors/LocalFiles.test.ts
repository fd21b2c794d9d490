import { ConfigReader } from '@backstage/config';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { LocalFiles } from './LocalFiles';

const directory = createMockDirectory();
const resolve = (path: string) => directory.resolve(path);

beforeEach(() => {
  directory.setContent({
    'portal/catalog/all.yaml': '',
    'portal/catalog/shop/entity.yaml': '',
    'portal/catalog/shop/backups/last.json': 'proof',
    'portal/catalog/shop/large.json': 'x'.repeat(100),
    'portal/catalog/shop/pipe': { nested: '' },
    'portal/catalog/secret.json': 'secret',
    'portal/catalog-old/x.json': 'secret',
    'portal/passwd': 'secret',
    'portal/catalog/shop/link.json': ctx => ctx.symlink('../../passwd'),
    'portal/catalog/linked': ctx => ctx.symlink('../'),
  });
});

const read = (entityFile: string, target: string) =>
  LocalFiles.below([resolve('portal/catalog')])
    .read(resolve(entityFile), target, 50)
    .then(bytes => Buffer.from(bytes).toString());

describe('LocalFiles', () => {
  it("reads below the directory of the entity's file", async () => {
    const shop = 'portal/catalog/shop/entity.yaml';
    expect(await read(shop, 'backups/last.json')).toBe('proof');
    expect(await read(shop, './backups/../backups/last.json')).toBe('proof');
  });

  it.each([
    ['a parent', 'portal/catalog/shop/entity.yaml', '../secret.json'],
    ['an absolute path', 'portal/catalog/shop/entity.yaml', '/etc/hostname'],
    ['a link out', 'portal/catalog/shop/entity.yaml', 'link.json'],
    ['an entity file elsewhere', 'portal/x.yaml', 'passwd'],
    ['a linked directory', 'portal/catalog/linked/x.yaml', 'passwd'],
    ['a neighbour of like name', 'portal/catalog-old/x.yaml', 'x.json'],
    ['a directory', 'portal/catalog/shop/entity.yaml', 'pipe'],
    ['what is too large', 'portal/catalog/shop/entity.yaml', 'large.json'],
    ['what is not there', 'portal/catalog/shop/entity.yaml', 'none.json'],
    ['NUL', 'portal/catalog/shop/entity.yaml', 'a\0b'],
  ])('refuses %s without naming a path', async (_, entityFile, target) => {
    await expect(read(entityFile, target)).rejects.toMatchObject({
      name: 'UnreadableFileError',
      message: expect.not.stringContaining(directory.path),
    });
  });

  it('takes its roots from the catalog locations of the configuration', async () => {
    const config = (data: object) => new ConfigReader({ ...data });
    const catalog = {
      locations: [
        { type: 'file', target: resolve('portal/catalog/all.yaml') },
        { type: 'url', target: 'https://example.com/x.yaml' },
      ],
    };
    const files = LocalFiles.fromConfig(config({ catalog }));
    const entity = resolve('portal/catalog/shop/entity.yaml');
    await expect(
      files?.read(entity, 'backups/last.json', 9),
    ).resolves.toBeTruthy();
    const none = LocalFiles.fromConfig(config({}));
    await expect(none?.read(entity, 'backups/last.json', 9)).rejects.toThrow();
    const off = { catalog, operations: { files: { local: false } } };
    expect(LocalFiles.fromConfig(config(off))).toBeUndefined();
  });
});
