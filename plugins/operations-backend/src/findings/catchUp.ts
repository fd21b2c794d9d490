import { Knex } from 'knex';
import { inTransaction } from '../database/inTransaction';
import { FindingStore } from './FindingStore';

/** Applies scans that are older than the store itself, as after an upgrade; nothing to do on any other start. @internal */
export async function catchUp(db: Knex, findings: FindingStore): Promise<void> {
  for (const uid of await findings.behind(db)) {
    await inTransaction(db, trx => findings.apply(trx, [uid]));
  }
}
