import { Knex } from 'knex';
import { LedgerChange, LedgerListener } from './LedgerListener';

/** Tells several listeners, one after the other, in the same transaction. @internal */
export class LedgerListeners implements LedgerListener {
  static create(): LedgerListeners {
    return new LedgerListeners();
  }

  private readonly listeners: LedgerListener[] = [];

  private constructor() {}

  /** Adds a listener; meant for the time of wiring. */
  add(listener: LedgerListener): void {
    this.listeners.push(listener);
  }

  async onEvidence(trx: Knex.Transaction, change: LedgerChange): Promise<void> {
    for (const listener of this.listeners) {
      await listener.onEvidence(trx, change);
    }
  }
}
