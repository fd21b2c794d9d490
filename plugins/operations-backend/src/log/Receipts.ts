import { LogReceipt } from '@backstage-operations/plugin-operations-common';

/** Hands out proofs that events are in the log. @internal */
export interface Receipts {
  /**
   * The proof of one event.
   *
   * @param eventUid - as {@link EventLog.append} returned it
   * @returns null while the event has no number yet
   */
  of(eventUid: string): Promise<LogReceipt | null>;
}
