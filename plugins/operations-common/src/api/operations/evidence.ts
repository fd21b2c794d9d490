import { z } from 'zod';
import { Evidence } from '../../evidence/Evidence';
import {
  operationsEntityReadPermission,
  operationsEvidenceCreatePermission,
} from '../../trust';
import { entityParams, entityRef, id, instant, list, page } from '../fields';
import { json, OperationSpec } from '../operation';
import {
  FactDescription,
  FormatDescription,
  ImportResult,
  IngestResult,
  KindDescription,
  Page,
} from '../responses';

/** A tool's file or a full batch of evidence, in bytes. */
const maxBytes = 20 * 1024 * 1024;

const zone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9_+\-/]+$/, { message: 'must be an IANA time zone' });

/** As processes exit; an empty text is none, above all not 0. */
const exitCode = z
  .union([z.number(), z.string().regex(/^\d{1,3}$/)])
  .transform(Number)
  .pipe(z.number().int().min(0).max(255));

/** Evidence comes in and is read back; catalogues of what can be said. */
export const evidenceOperations = {
  pushEvidence: {
    method: 'POST',
    path: '/v1/evidence',
    summary: 'Store typed evidence; each item of the batch stands alone',
    // Items are checked one by one after the envelope, so that one bad item refuses only itself.
    body: z.object({ items: z.array(z.unknown()).min(1).max(1000) }),
    maxBytes,
    response: json<IngestResult>('IngestResult'),
    allow: ['user', 'service'],
    permission: operationsEvidenceCreatePermission,
  },
  importFile: {
    method: 'POST',
    path: '/v1/imports/{format}',
    summary:
      "Store what a tool's own output file says; `auto` detects the tool",
    params: z.object({ format: z.string().regex(/^[a-z0-9-]{1,63}$/) }),
    query: z.object({
      entityRef,
      dataset: z.string().min(1).max(253).optional(),
      scope: z.string().min(1).max(253).optional(),
      timeZone: zone.optional(),
      observedAt: instant.optional(),
      /** What the tool exited with, where its output does not say: restic's 3 is a partial backup. */
      exitCode: exitCode.optional(),
    }),
    body: 'bytes',
    maxBytes,
    response: json<ImportResult>('ImportResult'),
    allow: ['user', 'service'],
    permission: operationsEvidenceCreatePermission,
  },
  listFormats: {
    method: 'GET',
    path: '/v1/formats',
    summary: 'Formats that can be imported',
    response: json<{ items: FormatDescription[] }>('FormatList'),
    allow: ['user', 'service'],
  },
  listKinds: {
    method: 'GET',
    path: '/v1/kinds',
    summary: 'Kinds of evidence',
    response: json<{ items: KindDescription[] }>('KindList'),
    allow: ['user', 'service'],
  },
  listFacts: {
    method: 'GET',
    path: '/v1/facts',
    summary: 'Facts that rules can ask for',
    response: json<{ items: FactDescription[] }>('FactList'),
    allow: ['user', 'service'],
  },
  getKindSchema: {
    method: 'GET',
    path: '/v1/schemas/{kind}.json',
    summary: 'JSON Schema of the payload of a kind of evidence',
    params: z.object({ kind: z.string().regex(/^[a-z-]{1,63}$/) }),
    response: json<Record<string, unknown>>('JsonSchema'),
    allow: ['user', 'service'],
  },
  listEntityEvidence: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/evidence',
    summary:
      'Evidence of an entity with all revisions, newest observation first',
    params: entityParams,
    query: page.extend({
      /** Kinds of evidence. */
      kind: list.optional(),
      source: list.optional(),
      since: instant.optional(),
      until: instant.optional(),
    }),
    response: json<Page<Evidence>>('EvidencePage'),
    allow: ['user', 'service'],
    permission: operationsEntityReadPermission,
  },
  getEvidence: {
    method: 'GET',
    path: '/v1/evidence/{id}',
    summary: 'One record',
    params: z.object({ id }),
    response: json<Evidence>('Evidence'),
    allow: ['user', 'service'],
    permission: operationsEntityReadPermission,
  },
} as const satisfies Record<string, OperationSpec>;
