import { AuditorService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  operationsAuditExportPermission,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { CallerCredentials, EntityAccess } from '../access/EntityAccess';
import { Handlers } from '../http/Handlers';
import { Streamed } from '../http/Streamed';
import { audited } from '../log/audited';
import { ExportScope } from './ExportScope';
import { ExportService } from './ExportService';

/** What {@link createExportHandlers} needs. @internal */
export interface ExportHandlerOptions {
  access: EntityAccess;
  auditor: AuditorService;
  /** Absent where no key is configured. */
  service?: ExportService;
}

/** Hands out auditor packs. @internal */
export function createExportHandlers(options: ExportHandlerOptions): Handlers {
  const { access, auditor, service } = options;

  async function sightOf(
    credentials: CallerCredentials,
  ): Promise<ExportScope['sight']> {
    const permission = operationsAuditExportPermission;
    const reach = await access.reach(credentials, permission);
    const view = await access.view(credentials, permission);
    return {
      general: reach === 'everywhere',
      ...(view.seesEverything
        ? {}
        : { narrow: (query, column) => view.filter(query, column) }),
    };
  }

  return {
    async exportPack({ query, credentials, request }) {
      const sight = await sightOf(credentials);
      if (!service) {
        throw new NotFoundError(
          'There are no packs: operations.log names no key to sign them with',
        );
      }
      const { from, to, entities, scorecards, view, checkpoint } = query;
      const person = stringifyEntityRef(
        parseEntityRef(credentials.principal.userEntityRef),
      );
      const over = new AbortController();
      request.res?.once('close', () => over.abort());
      const pack = await audited(
        auditor,
        {
          eventId: 'pack-export',
          request,
          meta: { from, to, view },
        },
        () =>
          service.begin(
            {
              person,
              period: { from: toMillis(from), to: toMillis(to) },
              entities: named(entities),
              scorecards: named(scorecards),
              view,
              checkpoint,
              sight,
            },
            over.signal,
          ),
      );
      const [first, last] = [from, to].map(at =>
        toIso(toMillis(at)).slice(0, 10),
      );
      const name = `operations-${first}-${last}.tar`;
      return Streamed.of('application/x-tar', pack, {
        'Content-Disposition': `attachment; filename="${name}"`,
        'Cache-Control': 'no-store',
      });
    },
  };
}

/** An empty list narrows nothing. */
function named(list: string[] | undefined): string[] | undefined {
  return list && list.length > 0 ? list : undefined;
}
