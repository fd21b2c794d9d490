import { z } from 'zod';
import {
  amount,
  count,
  duration,
  httpUrl,
  instant,
  label,
  ratio,
  text,
} from './fields';

const burnRate = z.number().nullable().optional();

/** State of one service level objective over its window. @public */
export const sloPayload = z.looseObject({
  name: label,
  target: z.number().min(0).lt(1, { message: 'must be in [0, 1)' }),
  window: duration,
  method: z.enum(['occurrences', 'timeslices', 'ratio-timeslices']),
  sli: z.number().nullable().optional(),
  errorBudgetRemaining: z.number().max(1).nullable().optional(),
  burnRates: z
    .looseObject({
      '5m': burnRate,
      '30m': burnRate,
      '1h': burnRate,
      '2h': burnRate,
      '6h': burnRate,
      '1d': burnRate,
      '3d': burnRate,
    })
    .optional(),
  coverage: ratio.optional(),
  state: z.enum(['ok', 'burning', 'breached', 'no-data', 'inconsistent']),
  /** Only what is promised; the figures come from another record of the same name. */
  definitionOnly: z.boolean().optional(),
  /** What the objective promises; `availability` is what the availability tile reads. */
  objective: z.enum(['availability', 'latency', 'other']).optional(),
  alertRules: z
    .array(
      z.looseObject({
        name: label,
        health: z.enum(['ok', 'unknown', 'err']),
        severity: label.optional(),
      }),
    )
    .max(200)
    .optional(),
  firing: z
    .array(
      z.union([
        label,
        z.looseObject({ name: label, startedAt: instant.optional() }),
      ]),
    )
    .max(200)
    .optional(),
  /** Times in the window when an alert condition held, each with the first firing that answered it. */
  breaches: z
    .array(
      z.looseObject({
        startedAt: instant,
        /** Long look-back of the condition; an hour when absent. */
        longWindow: duration.optional(),
        firedAt: instant.nullable().optional(),
      }),
    )
    .max(1000)
    .optional(),
});

/** Latency, traffic, errors and saturation over a window. @public */
export const goldenSignalsPayload = z.looseObject({
  latencyMs: z
    .looseObject({
      p50: amount.nullable().optional(),
      p95: amount.nullable().optional(),
      p99: amount.nullable().optional(),
    })
    .optional(),
  trafficRps: amount.nullable().optional(),
  errorRatio: ratio.nullable().optional(),
  saturation: z
    .looseObject({
      cpu: ratio.nullable().optional(),
      memory: ratio.nullable().optional(),
      disk: ratio.nullable().optional(),
      network: ratio.nullable().optional(),
    })
    .optional(),
  window: duration.optional(),
});

/** One incident, revised as it lives. @public */
export const incidentPayload = z.looseObject({
  title: text(500),
  severity: z.enum(['sev-1', 'sev-2', 'sev-3', 'sev-4']).optional(),
  status: z.string().max(63),
  segments: z
    .array(
      z.looseObject({
        startedAt: instant,
        endedAt: instant.nullable().optional(),
      }),
    )
    .max(1000)
    .optional(),
  acknowledgedAt: instant.nullable().optional(),
  resolvedAt: instant.nullable().optional(),
  impact: z.enum(['outage', 'degraded', 'none', 'maintenance']).optional(),
  commander: label.nullable().optional(),
  security: z.boolean().optional(),
  url: httpUrl.nullable().optional(),
  /** Shared by incidents of the same cause, so that repeats are counted. */
  cause: label.nullable().optional(),
  /** The record only reports this of the incident, whose other records it is read with. */
  event: z
    .looseObject({
      incident: label,
      type: z.enum([
        'triggered',
        'acknowledged',
        'resolved',
        'reopened',
        'updated',
      ]),
      at: instant,
    })
    .optional(),
  /** An alert that nobody declared an incident. */
  alertOnly: z.boolean().optional(),
  /** Whether the alert behind it repeated another one or flapped; absent when nobody said. */
  noise: z.enum(['none', 'duplicate', 'flapping']).nullable().optional(),
  review: z
    .looseObject({ url: httpUrl.optional(), completedAt: instant.optional() })
    .nullable()
    .optional(),
});

/** Post-incident review of one incident. @public */
export const reviewPayload = z.looseObject({
  incident: label,
  status: z.string().max(63),
  completedAt: instant.nullable().optional(),
  summary: text(20000).optional(),
  rootCause: text(20000).optional(),
  timeline: z
    .array(z.looseObject({ at: z.string().max(63), text: text() }))
    .max(500)
    .optional(),
  actionItems: z
    .array(
      z.looseObject({
        id: label,
        title: text(500),
        type: z.enum(['prevent', 'detect', 'document', 'train']).optional(),
        owner: label.nullable().optional(),
        dueAt: instant.nullable().optional(),
        doneAt: instant.nullable().optional(),
        url: httpUrl.nullable().optional(),
      }),
    )
    .max(500)
    .optional(),
  lessons: z.array(text()).max(200).optional(),
});

/** Who covers the service out of hours. @public */
export const onCallPayload = z.looseObject({
  schedule: label,
  rotationSize: count,
  hasBackup: z.boolean(),
  escalationLevels: count.optional(),
  nextGap: instant.nullable().optional(),
});

/** A build's figures. @public */
export const qualityPayload = z.looseObject({
  coverage: ratio.nullable().optional(),
  p95Ms: amount.nullable().optional(),
  criticalVulnerabilities: count.nullable().optional(),
  commit: z.string().max(64).optional(),
  /** Why a figure is missing, in words, for example an audit endpoint that answered with an error. */
  reasons: z.record(z.string(), text(500)).optional(),
});
