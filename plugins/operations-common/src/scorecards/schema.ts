import { createZodV4FilterPredicateSchema } from '@backstage/filter-predicates';
import { DateTime, Duration } from 'luxon';
import { z } from 'zod';
import { address } from '../evidence/kinds/fields';

const name = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
  message: 'must be a name of a-z, 0-9 and -, at most 63 characters',
});

const line = z.string().min(1).max(300);

const isoDuration = z.string().refine(
  text => {
    const parsed = Duration.fromISO(text);
    return parsed.isValid && parsed.toMillis() > 0;
  },
  { message: 'must be an ISO 8601 duration, like P30D' },
);

const isoDate = z
  .string()
  .refine(
    text => /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid,
    { message: 'must be a date, like 2026-01-31' },
  );

const predicate = createZodV4FilterPredicateSchema();

const value = z.union([z.number(), z.boolean(), z.string().max(63)], {
  error: 'must be a number, true or false, a duration or a level',
});

const rule = z.strictObject({
  fact: z.string().min(1).max(100),
  of: z.string().min(1).max(253).optional(),
  orElse: z.string().min(1).max(100).optional(),
  window: isoDuration.optional(),
  op: z.enum(['>=', '>', '<=', '<', '==', '!=']),
  value,
  maxAge: isoDuration.optional(),
  over: z.enum(['self', 'dependsOn', 'parts', 'owned']).optional(),
  among: predicate.optional(),
  when: predicate.optional(),
  target: name.optional(),
});

const signoff = z.strictObject({
  id: name,
  verb: z.enum([
    'owns',
    'validates',
    'approves',
    'reviews',
    'drives',
    'executes',
    'prioritises',
  ]),
  role: name,
  after: z
    .array(z.union([name, z.literal('*')]))
    .max(50)
    .optional(),
});

const signoffs = z.array(signoff).max(50);

const criterion = z.strictObject({
  id: name,
  title: line,
  description: z.string().max(2000).optional(),
  step: name.optional(),
  section: name.optional(),
  required: z.boolean().default(true),
  enableOn: isoDate.optional(),
  appliesTo: predicate.optional(),
  rules: z.array(rule).max(100).default([]),
  signoffs: signoffs.optional(),
  waiverRole: name.optional(),
  remediation: z
    .strictObject({
      text: z.string().min(1).max(2000),
      link: address.optional(),
    })
    .optional(),
});

const separation = z
  .strictObject({
    notRequester: z.boolean().default(true),
    notEvidenceSubmitter: z.boolean().default(true),
    notPolicyEditor: z.boolean().default(true),
    onePersonOneSlot: z.boolean().default(true),
  })
  .prefault({});

const exit = z
  .strictObject({
    ttl: isoDuration.default('P90D'),
    signoffs: signoffs.default([]),
    separation,
  })
  .prefault({});

/** A scorecard as its YAML file holds it; reading fills the defaults in. @public */
export const scorecardSchema = z.strictObject({
  apiVersion: z.literal('backstage-operations.io/v1'),
  kind: z.literal('Scorecard'),
  metadata: z.strictObject({
    name,
    title: line,
    description: z.string().max(2000).optional(),
    lastEditedBy: z
      .string()
      .max(500)
      .regex(/^user:[^\p{C}\s/:]+\/[^\p{C}\s/:]+$/u, {
        message: 'must be a full user reference, like user:default/ada',
      })
      .transform(ref => ref.toLocaleLowerCase('en-US'))
      .optional(),
  }),
  spec: z.strictObject({
    phase: z.number().int().min(0).max(99).optional(),
    owner: name,
    appliesTo: predicate.optional(),
    targets: z.record(z.string(), z.record(z.string(), value)).optional(),
    steps: z
      .array(z.strictObject({ id: name, title: line, lead: line.optional() }))
      .max(100)
      .optional(),
    criteria: z.array(criterion).min(1).max(500),
    exit,
  }),
});
