import { z } from 'zod';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { isoOfText } from '../shared/instants';
import { backupRun } from '../shared/records';
import { shaped } from '../shared/shape';

const check = z.looseObject({
  name: z.string(),
  slug: z.string().optional(),
  status: z.string(),
  last_ping: z.string().nullish(),
  uuid: z.string().optional(),
  unique_key: z.string().optional(),
});

/**
 * Checks of a healthchecks server (API v3), one or the list.
 *
 * @remarks A ping proves that a job called home, not that a backup exists: a check that is up stays pending and never becomes
 * a good recovery point; one that is down is a failed run.
 * @public
 */
export const healthchecks: Format = {
  id: 'healthchecks',
  title: 'healthchecks checks',
  tool: 'healthchecks',
  versions: 'API v1 – v3',
  mediaTypes: ['application/json'],
  detect: file => checksOf(file.json) !== undefined,
  parse(file, context) {
    const list = checksOf(file.requireObject('healthchecks'));
    if (!list)
      throw new FormatError(
        'healthchecks: no checks with status, last_ping and grace',
      );
    const checks = shaped('healthchecks', z.array(check), list);
    return {
      items: checks.map(entry => runOf(entry, context)),
      warnings: [
        'a ping proves that the job called, not that a backup exists; import the backup tool’s own output as well',
      ],
    };
  },
};

function checksOf(document: unknown): unknown[] | undefined {
  if (!isRecord(document)) return undefined;
  const list = Array.isArray(document.checks) ? document.checks : [document];
  const isCheck = (entry: unknown) =>
    isRecord(entry) &&
    'last_ping' in entry &&
    'grace' in entry &&
    'status' in entry;
  return list.length > 0 && list.every(isCheck) ? list : undefined;
}

function runOf(entry: z.infer<typeof check>, context: FormatContext) {
  const pinged = entry.last_ping
    ? isoOfText('healthchecks', entry.last_ping)
    : null;
  const failed = entry.status === 'down';
  const id = entry.uuid ?? entry.unique_key ?? entry.slug ?? entry.name;
  return backupRun(
    context,
    'healthchecks',
    pinged ? `${id}/${pinged}/${failed ? 'down' : 'ping'}` : id,
    {
      dataset: context.dataset ?? (entry.slug || entry.name),
      outcome: failed ? 'failed' : 'pending',
      completedAt: failed ? null : pinged,
      reason: reasonOf(entry.status, pinged),
      toolStatus: { status: entry.status, lastPing: pinged },
    },
  );
}

function reasonOf(status: string, pinged: string | null): string {
  if (status === 'down')
    return `no ping in time, the last one was ${pinged ?? 'never'}`;
  if (status === 'paused') return 'the check is paused';
  if (status === 'new' || !pinged) return 'the job has never called';
  return `the job called at ${pinged}; that is no proof of a backup`;
}
