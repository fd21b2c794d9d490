import { Knex } from 'knex';
import { DueStore } from '../evaluation/DueStore';
import { LedgerChange, LedgerListener } from '../ledger/LedgerListener';
import { SignoffStore } from '../signoffs/SignoffStore';

/** Looks again at what people signed when they, or groups, change in the catalog. @internal */
export class RoleWatch implements LedgerListener {
  static create(options: { due: DueStore; signoffs: SignoffStore }): RoleWatch {
    return new RoleWatch(options.due, options.signoffs);
  }

  private constructor(
    private readonly due: DueStore,
    private readonly signoffs: SignoffStore,
  ) {}

  async onEvidence(trx: Knex.Transaction, change: LedgerChange): Promise<void> {
    if (change.cause !== 'entity') return;
    const groups = change.entityRefs.some(ref => ref.startsWith('group:'));
    const people = change.entityRefs.filter(ref => ref.startsWith('user:'));
    if (!groups && people.length === 0) return;
    // A group may lie above any other, so its change is looked at everywhere.
    const signed = await this.signoffs.signedEntities(
      trx,
      groups ? undefined : people,
    );
    await this.due.nudge(trx, signed, 'entity');
  }
}
