import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  auditTypes,
  dataTypes,
  defaultSettings,
  maintenanceActivities,
  OperationsSettings,
  proofLevels,
} from '@backstage-operations/plugin-operations-common';
import { Duration, IANAZone } from 'luxon';
import { z } from 'zod';

function durationOf(value: string | Record<string, number>): string | null {
  try {
    const parsed =
      typeof value === 'string'
        ? Duration.fromISO(value)
        : Duration.fromObject(value);
    return parsed.isValid && parsed.toMillis() >= 0 ? parsed.toISO() : null;
  } catch {
    return null;
  }
}

/** ISO 8601 text, or an object like `{ days: 7 }`; ISO 8601 text comes out. */
const duration = z
  .union([z.string(), z.record(z.string(), z.number())])
  .transform((value, context) => {
    const text = durationOf(value);
    if (text !== null) return text;
    context.addIssue('must be a duration, like PT15M or { minutes: 15 }');
    return z.NEVER;
  });

/** Configuration has no null, so the absence of a rhythm has a name. */
const everyOrAsNeeded = z.union([
  z.literal('as-needed').transform(() => null),
  duration,
]);

const hour = z.number().min(0).max(24);

const severities = ['sev-1', 'sev-2', 'sev-3', 'sev-4'] as const;
const tiers = ['P1', 'P2', 'P3', 'P4'] as const;
const business = z.boolean().optional();

const strategyRow = z.strictObject({
  schedule: z.union([
    z.enum(['per-change', 'continuous']),
    z.strictObject({ cron: z.string(), timeZone: z.string() }),
    duration,
  ]),
  grace: duration.optional(),
  retention: duration,
  location: z.enum(['off-site', 'local', 'git']),
  rpo: duration.optional(),
  rto: duration.optional(),
  restoreTest: z
    .strictObject({ every: duration, minLevel: z.enum(proofLevels) })
    .optional(),
});

const schema = z.strictObject({
  calendar: z
    .strictObject({
      timeZone: z
        .string()
        .refine(name => IANAZone.isValidZone(name), 'must be an IANA time zone')
        .optional(),
      workdays: z.array(z.number().int().min(1).max(7)).min(1).optional(),
      hours: z
        .strictObject({ from: hour, to: hour })
        .refine(({ from, to }) => from < to, 'must begin before it ends')
        .optional(),
      holidays: z.array(z.iso.date()).optional(),
    })
    .optional(),
  incidents: z
    .strictObject({
      responseTargets: z
        .partialRecord(
          z.enum(severities),
          z.strictObject({ within: duration, business }),
        )
        .optional(),
      reviewBusinessDays: z.number().int().min(1).max(60).optional(),
    })
    .optional(),
  patch: z
    .strictObject({
      clock: z
        .enum(['detected', 'published', 'fix-available', 'kev-added'])
        .optional(),
      preset: z
        .enum(['seed-07', 'seed-08', 'pci-dss', 'fedramp', 'cisa-bod-26-04'])
        .optional(),
      maxScanAge: duration.optional(),
    })
    .optional(),
  maintenance: z
    .strictObject({
      schedule: z
        .partialRecord(
          z.enum(maintenanceActivities),
          z.strictObject({ every: everyOrAsNeeded, grace: duration }),
        )
        .optional(),
    })
    .optional(),
  audits: z
    .strictObject({
      every: z.partialRecord(z.enum(auditTypes), duration).optional(),
    })
    .optional(),
  support: z
    .strictObject({
      targets: z
        .partialRecord(
          z.enum(tiers),
          z.strictObject({
            response: duration,
            resolution: duration,
            business,
          }),
        )
        .optional(),
    })
    .optional(),
  backup: z
    .strictObject({
      proofTtl: duration.optional(),
      strategy: z.partialRecord(z.enum(dataTypes), strategyRow).optional(),
    })
    .optional(),
});

/**
 * The organisation's choices of `operations.settings` over the defaults.
 *
 * @throws InputError that names the first wrong key
 * @internal
 */
export function readSettings(config: Config): OperationsSettings {
  const parsed = schema.safeParse(
    config.getOptional('operations.settings') ?? {},
  );
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = ['operations.settings', ...issue.path].join('.');
    throw new InputError(`${key}: ${issue.message}`);
  }
  const given = parsed.data;
  const usual = defaultSettings;
  return {
    calendar: { ...usual.calendar, ...given.calendar },
    incidents: {
      ...usual.incidents,
      ...given.incidents,
      responseTargets: {
        ...usual.incidents.responseTargets,
        ...given.incidents?.responseTargets,
      },
    },
    patch: { ...usual.patch, ...given.patch },
    maintenance: {
      schedule: {
        ...usual.maintenance.schedule,
        ...given.maintenance?.schedule,
      },
    },
    audits: { every: { ...usual.audits.every, ...given.audits?.every } },
    support: {
      targets: { ...usual.support.targets, ...given.support?.targets },
    },
    backup: { ...usual.backup, ...given.backup },
  };
}
