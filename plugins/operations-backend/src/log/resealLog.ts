import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { inTransaction } from '../database/inTransaction';
import { CheckpointStore } from './CheckpointStore';
import { EventLog } from './EventLog';
import { TreeStore } from './TreeStore';

/** What {@link resealLog} needs. @internal */
export interface ResealOptions {
  db: Knex;
  config: Config;
  tree: TreeStore;
  store: CheckpointStore;
  log: EventLog;
  clock: () => Millis;
}

/**
 * Begins a new epoch of the log where the configuration asks for one that has not begun.
 *
 * @remarks After a restore from a backup the log is shorter than what was published. Who runs the portal says so, with a reason
 * that becomes an entry; the checkpoints of before keep their name and go on to show what is missing.
 * @returns the epoch that holds
 * @internal
 */
export async function resealLog(options: ResealOptions): Promise<number> {
  const { db, config, tree, store, log, clock } = options;
  const { epoch, size } = await tree.head(db);
  const wanted = config.getOptionalNumber('operations.log.epoch') ?? epoch;
  if (!Number.isInteger(wanted) || wanted < epoch) {
    throw new InputError(
      `operations.log.epoch: the log is in epoch ${epoch}, and epochs only grow`,
    );
  }
  if (wanted === epoch) return epoch;
  const reason = config.getOptionalString('operations.log.resealReason');
  if (!reason) {
    throw new InputError(
      'operations.log.resealReason: has to say why a new epoch begins',
    );
  }
  const last = await store.newest(db, epoch);
  await inTransaction(db, async trx => {
    if (!(await tree.reseal(trx, wanted))) return;
    await log.append(trx, [
      {
        type: 'log.resealed',
        at: clock(),
        actor: 'system',
        data: {
          epoch: wanted,
          reason,
          before: { epoch, size, checkpoint: last?.note ?? null },
        },
      },
    ]);
  });
  return wanted;
}
