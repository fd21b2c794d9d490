import { z } from 'zod';
import { address, instant, label, severity, text } from './fields';

const finding = z.looseObject({
  /** The scanner's own id, for example a CVE or GHSA. */
  vulnerability: label,
  /** Other ids of the very same vulnerability; related ones do not belong here. */
  aliases: z.array(label).max(200).optional(),
  package: label,
  version: z.string().max(253).nullable().optional(),
  ecosystem: z.string().max(63).nullable().optional(),
  purl: z.string().max(1000).nullable().optional(),
  location: z.string().max(1000).nullable().optional(),
  severity,
  severitySource: z.string().max(63).nullable().optional(),
  /** The scanner's word for the state, kept as it is. */
  status: z.string().max(63).nullable().optional(),
  title: text(500).nullable().optional(),
  fixedVersion: z.string().max(253).nullable().optional(),
  detectedAt: instant.nullable().optional(),
  publishedAt: instant.nullable().optional(),
  fixAvailableAt: instant.nullable().optional(),
  fixedAt: instant.nullable().optional(),
  kevAddedAt: instant.nullable().optional(),
  /** Due date in the catalogue of known exploited vulnerabilities. */
  kevDueAt: instant.nullable().optional(),
  /** Whether an attack can be automated (SSVC). */
  automatable: z.boolean().nullable().optional(),
  /** How much control an attack gives (SSVC). */
  technicalImpact: z.enum(['partial', 'total']).nullable().optional(),
  withdrawnAt: instant.nullable().optional(),
  dismissed: z
    .looseObject({
      reason: label,
      at: instant.nullable().optional(),
      by: label.nullable().optional(),
    })
    .nullable()
    .optional(),
  epss: z.number().min(0).max(1).nullable().optional(),
  url: address.nullable().optional(),
});

/** One vulnerability as one scanner saw it in one place. @public */
export type ScanFinding = z.infer<typeof finding>;

/** One finished scan with everything it found. @public */
export const vulnerabilityScanPayload = z
  .looseObject({
    scanner: label,
    /** What was scanned; a finding closes only by a later scan of the same scope. */
    scope: label,
    completedAt: instant,
    databaseAt: instant.nullable().optional(),
    status: z.enum(['success', 'failed']),
    reason: text().nullable().optional(),
    /** Single reports, not everything there is: what is absent from it closes nothing, and it does not count as a scan. */
    partial: z.boolean().optional(),
    /** The scope no longer exists and is not scanned any more; what was found there is neither open nor fixed. */
    retired: z.boolean().optional(),
    findings: z.array(finding).max(200000).optional(),
    /** Operating systems and runtimes past their end of life. */
    eol: z
      .array(
        z.looseObject({
          product: label,
          version: z.string().max(63).optional(),
          since: instant.nullable().optional(),
        }),
      )
      .max(1000)
      .optional(),
    /** Counted by the scanner where it gives no single findings. */
    counts: z.record(z.string(), z.number().int().nonnegative()).optional(),
  })
  .refine(
    scan =>
      scan.status === 'failed' ||
      scan.retired === true ||
      scan.findings !== undefined ||
      scan.counts !== undefined,
    {
      path: ['findings'],
      message:
        'a successful scan must name its findings (an empty list when there are none) or its counts',
    },
  );

/** A finding does not apply to this product. @public */
export const vexPayload = z.looseObject({
  vulnerability: label,
  package: label.nullable().optional(),
  status: z.enum([
    'not_affected',
    'false_positive',
    'affected',
    'fixed',
    'under_investigation',
  ]),
  justification: text().nullable().optional(),
  approver: label.nullable().optional(),
  expiresAt: instant.nullable().optional(),
});

/** Somebody with the right to do so accepts the risk of a finding for a time. @public */
export const riskAcceptancePayload = z.looseObject({
  vulnerability: label,
  package: label.nullable().optional(),
  status: z.enum(['accepted', 'revoked']).optional(),
  justification: text(),
  approver: label.nullable().optional(),
  expiresAt: instant.nullable().optional(),
});
