import { z } from 'zod';
import {
  operationsAuditExportPermission,
  operationsAuditReadPermission,
} from '../../trust';
import { entityRef, instant, list, page, period } from '../fields';
import { json, OperationSpec, raw } from '../operation';
import { CheckpointAnswer, LogPage, LogProof } from '../responses';

const index = z.coerce
  .number<number | string>()
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER);

/** The tamper-evident log and the auditor pack. */
export const logOperations = {
  listLog: {
    method: 'GET',
    path: '/v1/log',
    summary: 'Entries of the log, newest first',
    query: page.extend({
      ...period.shape,
      type: list.optional(),
      entityRef: entityRef.optional(),
      /** A person, a service or `system`. */
      actor: z
        .string()
        .max(500)
        .regex(/^\P{C}*$/u, 'has control characters')
        .optional(),
    }),
    response: json<LogPage>('LogPage'),
    allow: ['user', 'service'],
    permission: operationsAuditReadPermission,
  },
  getCheckpoint: {
    method: 'GET',
    path: '/v1/log/checkpoint',
    summary: 'The newest signed checkpoint',
    response: json<CheckpointAnswer>('CheckpointAnswer'),
    allow: ['user', 'service'],
    permission: operationsAuditReadPermission,
  },
  getLogProof: {
    method: 'GET',
    path: '/v1/log/proof',
    summary: 'Proof that an entry is under the newest checkpoint',
    query: z.object({ index }),
    response: json<LogProof>('LogProof'),
    allow: ['user', 'service'],
    permission: operationsAuditReadPermission,
  },
  exportPack: {
    method: 'GET',
    path: '/v1/export',
    summary: 'The auditor pack of a period, as a tar stream',
    query: z.object({
      from: instant,
      to: instant,
      entities: list.pipe(z.array(entityRef)).optional(),
      scorecards: list.optional(),
      /** Controlled leaves out what people wrote and what records say in detail. */
      view: z.enum(['full', 'controlled']).default('controlled'),
      /** Size of an earlier checkpoint, to make its pack once more. */
      checkpoint: index.optional(),
    }),
    response: raw('AuditorPack', 'application/x-tar'),
    allow: ['user'],
    permission: operationsAuditExportPermission,
  },
} as const satisfies Record<string, OperationSpec>;
