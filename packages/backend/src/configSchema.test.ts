import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  ConfigSchema,
  ConfigSources,
  loadConfigSchema,
} from '@backstage/config-loader';

const root = resolvePackagePath('backend', '../..');

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

  it('keeps the keys of sources from the browser', () => {
    const operations = { pagerduty: { token: 'not for the browser' } };
    const [shown] = schema.process(
      [{ data: { operations }, context: 'test' }],
      { visibility: ['frontend'], ignoreSchemaErrors: true },
    );
    expect(JSON.stringify(shown?.data ?? {})).not.toContain('not for');
  });
});
