import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  ConfigSchema,
  ConfigSources,
  loadConfigSchema,
} from '@backstage/config-loader';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = resolvePackagePath('backend', '../..');

/** Configuration that the documentation shows, with where it stands. */
function documented(): [string, string][] {
  const pages = ['docs/guides', 'examples/ci'].flatMap(folder =>
    readdirSync(join(root, folder))
      .filter(name => name.endsWith('.md'))
      .map(name => `${folder}/${name}`),
  );
  return pages.flatMap(page => {
    const text = readFileSync(join(root, page), 'utf8');
    return [...text.matchAll(/^```yaml\n([^]*?)^```/gm)]
      .filter(([, yaml]) => /^(operations|backend):/m.test(yaml))
      .map(({ 1: yaml, index }): [string, string] => [
        `${page}:${text.slice(0, index).split('\n').length}`,
        yaml,
      ]);
  });
}

it('finds configuration in the documentation', () => {
  expect(documented().length).toBeGreaterThan(10);
});

describe('the configuration of the portal', () => {
  const unreadable: string[] = [];
  let schema: ConfigSchema;

  beforeAll(async () => {
    schema = await loadConfigSchema({
      dependencies: [],
      packagePaths: [resolvePackagePath('backend', 'package.json')],
      onSchemaError: error => unreadable.push(error.message),
    });
  }, 120_000);

  it('has a schema that can be read in every package', () => {
    expect(unreadable).toEqual([]);
  });

  it('fits the schema', async () => {
    const config = await ConfigSources.toConfig(
      ConfigSources.default({
        rootDir: root,
        argv: ['--config', `${root}/app-config.yaml`],
        env: {},
      }),
    );
    const [shown] = schema.process(
      [{ data: config.get(), context: 'app-config.yaml' }],
      { visibility: ['frontend', 'backend', 'secret'] },
    );
    expect(Object.keys(shown.data)).toContain('operations');
    config.close();
  });

  it.each(documented())('fits the schema as %s shows it', async (_, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'operations-docs-'));
    const file = join(folder, 'app-config.documented.yaml');
    writeFileSync(file, text);
    const config = await ConfigSources.toConfig(
      ConfigSources.default({
        rootDir: root,
        argv: ['--config', `${root}/app-config.yaml`, '--config', file],
        env: {},
        substitutionFunc: async name => `value of ${name}`,
      }),
    );
    rmSync(folder, { recursive: true });
    expect(() =>
      schema.process([{ data: config.get(), context: file }], {
        visibility: ['frontend', 'backend', 'secret'],
      }),
    ).not.toThrow();
    config.close();
  });

  it('keeps the keys of sources from the browser', () => {
    const operations = { pagerduty: { token: 'not for the browser' } };
    const [shown] = schema.process(
      [{ data: { operations }, context: 'test' }],
      { visibility: ['frontend'], ignoreSchemaErrors: true },
    );
    expect(JSON.stringify(shown?.data ?? {})).not.toContain('not for');
  });
});
