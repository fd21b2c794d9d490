import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { refuseErrorBody } from '../vulnerabilities/errorBody';
import { botRecord } from './botRecord';

const name = 'renovate-config';

/** Keys of which a file has one when it is a configuration of Renovate and nothing else. */
const own = [
  'packageRules',
  'minimumReleaseAge',
  'vulnerabilityAlerts',
  'extends',
];

const units: Readonly<Record<string, number>> = {
  hour: 1,
  day: 24,
  week: 7 * 24,
  month: 30 * 24,
};

/**
 * Renovate's configuration, `renovate.json`: how long it waits with a new release.
 *
 * @remarks
 * `minimumReleaseAge` of the file and of its package rules, the longest of them. Security updates do not wait unless
 * `vulnerabilityAlerts` says so. Presets are not followed, but for the one that waits with npm packages.
 * @public
 */
export const renovateConfig: Format = {
  id: name,
  title: 'Renovate configuration',
  tool: 'renovate',
  versions: 'renovate.json',
  mediaTypes: ['application/json'],
  detect: ({ json }) =>
    isRecord(json) &&
    (String(json.$schema ?? '').includes('renovate') ||
      'minimumReleaseAge' in json ||
      ('extends' in json && isRenovatePreset(json.extends))),
  parse(file, context) {
    const config = file.requireObject(name);
    if (!own.some(key => key in config) && !('$schema' in config)) {
      refuseErrorBody(name, config);
      throw new FormatError(
        `${name}: expected one of ${own.join(', ')}; this is another file`,
      );
    }
    const rules = Array.isArray(config.packageRules) ? config.packageRules : [];
    const waits = [config, ...rules.filter(isRecord)].map(part =>
      hoursOf(part.minimumReleaseAge ?? part.stabilityDays),
    );
    const presets = [config.extends].flat().map(String);
    if (presets.includes('security:minimumReleaseAgeNpm')) waits.push(72);
    const alerts = isRecord(config.vulnerabilityAlerts)
      ? config.vulnerabilityAlerts
      : {};
    const security = hoursOf(alerts.minimumReleaseAge);
    return {
      items: [
        botRecord(context, 'Renovate', {
          hours: Math.max(0, ...waits),
          securityWaits: security > 0,
        }),
      ],
      warnings: presets.some(preset => !preset.startsWith('config:'))
        ? ['presets are not followed; what they wait is not known']
        : [],
    };
  },
};

function isRenovatePreset(value: unknown): boolean {
  return [value]
    .flat()
    .some(preset =>
      /^(config|local>|github>|:|security:)/.test(String(preset)),
    );
}

/** Hours of `3 days`, or of a number of days. */
function hoursOf(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'number') return value * units.day;
  const [, count, unit] =
    /^(\d+)\s*(hour|day|week|month)s?$/.exec(String(value).trim()) ?? [];
  if (!count) {
    throw new FormatError(
      `${name}: minimumReleaseAge "${String(value).slice(
        0,
        40,
      )}" is no time like "3 days"`,
    );
  }
  return Number(count) * units[unit];
}
