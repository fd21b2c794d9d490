import {
  EvidenceInput,
  EvidencePayload,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { FormatContext } from '../Format';

type Run = EvidencePayload<'backup-run'>;
type Restore = EvidencePayload<'restore-test'>;
type Control = EvidencePayload<'control'>;

/** A backup run as evidence; observed when it completed, else when it started, else at the import. */
export function backupRun(
  context: FormatContext,
  source: string,
  externalId: string | undefined,
  payload: Run,
): EvidenceInput<'backup-run'> {
  return {
    entityRef: context.entityRef,
    kind: 'backup-run',
    source,
    ...(externalId ? { externalId } : {}),
    observedAt:
      payload.completedAt ?? payload.startedAt ?? observation(context),
    payload: { tool: source, ...payload },
  };
}

/**
 * A run as its own report tells it.
 *
 * @remarks
 * Observed when that was printed, a moment after the end. A listing of the same backup, observed at its end, does not know
 * whether files were left out; so the run's own word stays in force whichever is imported last.
 */
export function reportedRun(
  context: FormatContext,
  source: string,
  externalId: string | undefined,
  payload: Run,
): EvidenceInput<'backup-run'> {
  const run = backupRun(context, source, externalId, payload);
  return { ...run, observedAt: toIso(toMillis(run.observedAt) + 1) };
}

/** A restore or verification as evidence. */
export function restoreTest(
  context: FormatContext,
  source: string,
  externalId: string | undefined,
  payload: Restore,
): EvidenceInput<'restore-test'> {
  return {
    entityRef: context.entityRef,
    kind: 'restore-test',
    source,
    ...(externalId ? { externalId } : {}),
    observedAt: payload.completedAt ?? observation(context),
    payload: {
      ...payload,
      completedAt: payload.completedAt ?? observation(context),
    },
  };
}

/** One of a tool's own health checks as a control. */
export function control(
  context: FormatContext,
  source: string,
  payload: Pick<Control, 'control' | 'status' | 'detail' | 'listed'>,
): EvidenceInput<'control'> {
  const observedAt = observation(context);
  return {
    entityRef: context.entityRef,
    kind: 'control',
    source,
    externalId: `${context.dataset ?? source}/${payload.control}`,
    observedAt,
    payload: { framework: source, checkedAt: observedAt, ...payload },
  };
}

/**
 * That a tool's own catalogue holds backups of a data set, and which: what it no longer holds counts as gone.
 *
 * @param name - tells the catalogue from others of the same tool
 */
export function catalogue(
  context: FormatContext,
  source: string,
  name: string,
  listed: { dataset: string; ids: string[] },
): EvidenceInput<'control'> {
  const { dataset, ids } = listed;
  return control({ ...context, dataset }, source, {
    control: `holds-backups/${name}`,
    status: ids.length > 0 ? 'met' : 'not-met',
    detail: `${ids.length} backups are listed`,
    // A list too long to keep says nothing of what is missing from it.
    ...(ids.length <= 20_000 && { listed: { dataset, ids: [...ids].sort() } }),
  });
}

/** When a file that carries no time was true: as the sender says, else now. */
export function observation(context: FormatContext): string {
  return context.observedAt ?? toIso(context.now);
}
