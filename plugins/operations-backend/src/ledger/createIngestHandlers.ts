import { AuditorService } from '@backstage/backend-plugin-api';
import { IngestResult } from '@backstage-operations/plugin-operations-common';
import { Request } from 'express';
import { Handlers } from '../http/Handlers';
import { Refused } from '../http/Refused';
import { ImportService } from '../imports/ImportService';
import { IngestService } from './IngestService';
import { Submitter } from './Submitter';
import { Submitters } from './Submitters';

/** What the writing side of the ledger needs. @internal */
export interface IngestHandlerOptions {
  submitters: Submitters;
  ingest: IngestService;
  imports: ImportService;
  auditor: AuditorService;
}

/** Writes to the ledger by request; what people send is mirrored to the auditor service. @internal */
export function createIngestHandlers(options: IngestHandlerOptions): Handlers {
  const { submitters, ingest, imports, auditor } = options;

  async function mirrored<T extends { ids: string[]; accepted: number }>(
    eventId: string,
    submitter: Submitter,
    request: Request,
    work: () => Promise<T>,
  ): Promise<T> {
    if (!submitter.person) return work();
    const event = await auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      request,
    });
    try {
      const result = await work();
      await event.success({ meta: { accepted: result.accepted } });
      return result;
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error('unknown'),
      });
      throw error;
    }
  }

  return {
    async pushEvidence({ body, credentials, request }) {
      const submitter = await submitters.of(credentials);
      const result = await mirrored('evidence-push', submitter, request, () =>
        ingest.ingest(submitter, body.items),
      );
      return result.ids.length > 0 ? result : nothingStands(result);
    },

    async importFile({ params, query, body, credentials, request }) {
      const submitter = await submitters.of(credentials);
      return mirrored('evidence-import', submitter, request, () =>
        imports.import(submitter, {
          format: params.format,
          bytes: body,
          ...query,
        }),
      );
    },
  };
}

function nothingStands(result: IngestResult): Refused {
  const [{ index, field, message }] = result.rejected;
  const where = field === '' ? `items[${index}]` : `items[${index}].${field}`;
  return Refused.of(
    `None of ${result.rejected.length} items stands; ${where}: ${message}`,
    result,
  );
}
