import { FormatFile } from '../FormatFile';
import { detectFormat } from '../registry';
import { dependabotConfig } from './dependabotConfig';
import { renovateConfig } from './renovateConfig';

const context = {
  entityRef: 'component:default/shop',
  now: Date.UTC(2026, 2, 10),
};

function read(text: string) {
  const file = FormatFile.of(text);
  const format = detectFormat(file);
  const result = format?.parse(file, context);
  const { minimumReleaseAge, securityWaits, type } = (result?.items[0]
    .payload ?? {}) as Record<string, unknown>;
  return [format?.id, type, minimumReleaseAge, securityWaits];
}

it.each([
  [{ minimumReleaseAge: '14 days' }, 'P14D', false],
  [{ minimumReleaseAge: '36 hours' }, 'PT36H', false],
  [
    { $schema: 'https://docs.renovatebot.com/renovate-schema.json' },
    'P0D',
    false,
  ],
  [
    {
      extends: ['config:recommended'],
      minimumReleaseAge: '1 day',
      packageRules: [{ matchManagers: ['npm'], minimumReleaseAge: '1 week' }],
      vulnerabilityAlerts: { minimumReleaseAge: '3 days' },
    },
    'P7D',
    true,
  ],
  [{ extends: ['security:minimumReleaseAgeNpm'] }, 'P3D', false],
])('Renovate %j', (config, age, waits) => {
  expect(read(JSON.stringify(config))).toEqual([
    'renovate-config',
    'dependency-bot',
    age,
    waits,
  ]);
});

const dependabot = (cooldown: string) =>
  `version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    schedule: { interval: weekly }\n${cooldown}  - package-ecosystem: docker\n    directory: /\n`;

it.each([
  ['', 'P0D'],
  ['    cooldown: { default-days: 5, semver-major-days: 30 }\n', 'P30D'],
])('Dependabot %j', (cooldown, age) => {
  expect(read(dependabot(cooldown))).toEqual([
    'dependabot-config',
    'dependency-bot',
    age,
    false,
  ]);
});

it.each([
  [renovateConfig, '{"error":"not found"}', /error/],
  [renovateConfig, '{"minimumReleaseAge":"soon"}', 'is no time like'],
  [renovateConfig, '{"name":"x"}', 'this is another file'],
  [dependabotConfig, 'version: 1\nupdates: []\n', 'version'],
  [
    dependabotConfig,
    dependabot('    cooldown: { default-days: -1 }\n'),
    'default-days',
  ],
  [dependabotConfig, 'a: &a [*a]', /no YAML|version/],
])('%# refuses what it is not', (format, text, message) => {
  expect(() => format.parse(FormatFile.of(text), context)).toThrow(message);
});

it('takes no other file for a configuration', () => {
  for (const text of [
    '{"extends":"./tsconfig.json"}',
    '{"name":"shop","version":"1.0.0"}',
    'updates:\n  - today\n',
  ]) {
    expect([text, detectFormat(FormatFile.of(text))?.id]).toEqual([
      text,
      undefined,
    ]);
  }
});
