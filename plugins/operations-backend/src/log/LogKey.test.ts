import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { generateKeyPairSync } from 'node:crypto';
import { statSync } from 'node:fs';
import { LogKey, newPem } from './LogKey';

const directory = createMockDirectory();
beforeEach(() => directory.clear());

const configOf = (log: object) => new ConfigReader({ operations: { log } });

it('makes a key once, for its owner only, and never in production', () => {
  const keyFile = directory.resolve('keys/log.pem');
  const config = configOf({ keyFile });
  expect(() => LogKey.fromConfig(config, 'x', 'production')).toThrow(
    /no such file/,
  );
  const made = LogKey.fromConfig(config, 'x', 'development');
  const again = LogKey.fromConfig(config, 'x', 'production');
  expect(again?.verifier).toEqual(made?.verifier);
  expect(statSync(keyFile).mode % 0o1000).toBe(0o600);
  expect(Object.keys(directory.content() ?? {})).toEqual(['keys']);
});

it('signs what only it can have signed', () => {
  const key = LogKey.fromPem('x', newPem());
  const other = LogKey.fromPem('x', newPem());
  const signature = key.sign('text');
  expect(key.verifies('text', signature)).toBe(true);
  expect(key.verifies('other text', signature)).toBe(false);
  expect(other.verifies('text', signature)).toBe(false);
});

it('goes without a key where none is named', () => {
  expect(
    LogKey.fromConfig(new ConfigReader({}), 'x', undefined),
  ).toBeUndefined();
});

it.each([
  'secret text',
  newPem().slice(0, 60),
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString(),
])('refuses other keys, without quoting them', key => {
  expect(() => LogKey.fromConfig(configOf({ key }), 'x', undefined)).toThrow(
    /^(?!.*secret text).*Ed25519/,
  );
});
