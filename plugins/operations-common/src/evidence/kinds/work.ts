import { z } from 'zod';
import {
  address,
  comesTrue,
  count,
  httpUrl,
  instant,
  isBefore,
  label,
  recurrence,
  severity,
  text,
} from './fields';

/** The rows of the maintenance schedule. @public */
export const maintenanceActivities = [
  'security-patches',
  'dependency-updates',
  'os-patches',
  'database-maintenance',
  'infrastructure-updates',
  'major-upgrade',
] as const;

/** The kinds of audit with a cadence of their own. @public */
export const auditTypes = [
  'internal',
  'external',
  'security',
  'access-review',
  'penetration-test',
  'training',
] as const;

const activity = z.enum(maintenanceActivities);

/** One maintenance activity done. @public */
export const maintenancePayload = z.looseObject({
  activity,
  startedAt: instant.nullable().optional(),
  completedAt: instant.nullable().optional(),
  outcome: z.enum(['success', 'partial', 'failed', 'cancelled']),
  changeRef: label.nullable().optional(),
  rollbackPlanUrl: httpUrl.nullable().optional(),
  stagingTested: z.boolean().nullable().optional(),
  windowRef: label.nullable().optional(),
  inWindow: z.boolean().nullable().optional(),
  summary: text().nullable().optional(),
});

/** A planned window, announced and approved. @public */
export const maintenanceWindowPayload = z
  .looseObject({
    starts: instant,
    ends: instant,
    activity: activity.optional(),
    announcedAt: instant.nullable().optional(),
    approval: z
      .looseObject({ by: label, role: label.optional(), at: instant })
      .nullable()
      .optional(),
    title: text(500).optional(),
    /** Later windows: as long as the first, at the same time of that clock. */
    recurrence: recurrence.nullable().optional(),
  })
  .refine(({ starts, ends }) => isBefore(starts, ends), {
    path: ['ends'],
    message: 'must be after starts',
  })
  .refine(({ starts, recurrence: series }) => comesTrue(starts, series), {
    path: ['recurrence', 'rule'],
    message: 'never comes true when it begins at starts',
  });

const plannedWork = {
  title: text(500),
  source: z
    .enum(['incident', 'feedback', 'metric', 'team', 'industry'])
    .optional(),
  priority: z.string().max(63).nullable().optional(),
  status: z.enum(['open', 'in-progress', 'done', 'cancelled']),
  dueAt: instant.nullable().optional(),
  doneAt: instant.nullable().optional(),
  validatedAt: instant.nullable().optional(),
  url: httpUrl.nullable().optional(),
};

/** A planned move to a new major version. @public */
export const upgradePlanPayload = z.looseObject(plannedWork);

/** An entry of the improvement backlog. @public */
export const improvementPayload = z.looseObject(plannedWork);

/** One audit and what it found. @public */
export const auditPayload = z.looseObject({
  type: z.enum(auditTypes),
  standard: label.nullable().optional(),
  auditor: label.nullable().optional(),
  startedAt: instant.nullable().optional(),
  completedAt: instant.nullable().optional(),
  outcome: z.enum([
    'passed',
    'passed-with-findings',
    'failed',
    'in-progress',
    'scheduled',
  ]),
  findings: z
    .array(
      z.looseObject({
        id: label,
        title: text(500),
        severity: severity.optional(),
        openedAt: instant.nullable().optional(),
        dueAt: instant.nullable().optional(),
        closedAt: instant.nullable().optional(),
        remediation: text().nullable().optional(),
      }),
    )
    .max(5000)
    .optional(),
  nextDueAt: instant.nullable().optional(),
  /** How `nextDueAt` repeats. */
  recurrence: recurrence.nullable().optional(),
  reportUrl: httpUrl.nullable().optional(),
});

/** One control checked once. @public */
export const controlPayload = z.looseObject({
  framework: label,
  control: label,
  status: z.enum(['met', 'not-met', 'not-applicable']),
  checkedAt: instant.optional(),
  detail: text().nullable().optional(),
  /** Where the control is that a backup tool holds backups: those of one data set, by the external ids of their runs. */
  listed: z
    .looseObject({ dataset: label, ids: z.array(label).max(20_000) })
    .optional(),
});

const tier = z.looseObject({
  opened: count,
  respondedInTarget: count,
  resolvedInTarget: count,
  open: count.optional(),
});

/** A period of support work. @public */
export const supportPayload = z
  .looseObject({
    from: instant,
    to: instant,
    tiers: z.looseObject({
      P1: tier.optional(),
      P2: tier.optional(),
      P3: tier.optional(),
      P4: tier.optional(),
    }),
    csat: z
      .looseObject({ score: z.number().min(1).max(5), responses: count })
      .nullable()
      .optional(),
    knowledgeBase: z
      .looseObject({
        articles: count,
        updated: count.optional(),
        reviewedAt: instant.nullable().optional(),
      })
      .nullable()
      .optional(),
    /** Tickets that became incidents; absent where the source does not tell. */
    escalated: z
      .array(
        z.looseObject({
          ticket: label,
          tier: z.enum(['P1', 'P2', 'P3', 'P4']).optional(),
          /** The incident's own id in its tool. */
          incident: label.nullable().optional(),
          url: httpUrl.nullable().optional(),
        }),
      )
      .max(2000)
      .nullable()
      .optional(),
  })
  .refine(({ from, to }) => isBefore(from, to), {
    path: ['to'],
    message: 'must be after from',
  });

/** A required document exists and is current. @public */
export const documentPayload = z.looseObject({
  /** `runbook`, `dr-plan`, `compliance`, … : the documents that scorecards ask for by name. */
  type: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
    message: 'must be a name like dr-plan',
  }),
  title: text(500).optional(),
  url: address.optional(),
  reviewedAt: instant.nullable().optional(),
  owner: label.nullable().optional(),
  reachable: z.boolean().nullable().optional(),
});

/** A person says so, with a link, for at most 180 days. @public */
export const attestationPayload = z.looseObject({
  statement: label,
  url: httpUrl.nullable().optional(),
  validUntil: instant,
  /** A source says so again and again while it holds: a later end alone is nothing new. */
  renewed: z.boolean().optional(),
});
