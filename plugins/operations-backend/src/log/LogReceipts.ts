import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  inclusionRanges,
  LogProof,
  LogReceipt,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { Checkpoints } from './Checkpoints';
import { Receipts } from './Receipts';
import { Sequencer } from './Sequencer';
import { TreeStore } from './TreeStore';

/** Pause while another replica numbers, in milliseconds. */
const PAUSE = 20;

/** Pauses that a decision waits for its number: two seconds. */
const PATIENCE = 100;

/** Options of {@link LogReceipts.create}. @internal */
export interface LogReceiptsOptions {
  db: Knex;
  tree: TreeStore;
  sequencer: Sequencer;
  /** Absent where no key is configured; there are no receipts then. */
  checkpoints?: Checkpoints;
  logger: LoggerService;
}

/** Proves entries of the log against its newest checkpoint. @internal */
export class LogReceipts implements Receipts {
  static create(options: LogReceiptsOptions): LogReceipts {
    return new LogReceipts(options);
  }

  private constructor(private readonly options: LogReceiptsOptions) {}

  /** Never fails: the decision stands whether or not its receipt can be made now. */
  async of(eventUid: string): Promise<LogReceipt | null> {
    const { checkpoints, logger } = this.options;
    if (!checkpoints) return null;
    try {
      const index = await this.numbered(eventUid);
      const proof = index === undefined ? undefined : await this.prove(index);
      if (!proof) return null;
      const { leaf, checkpoint, proof: inclusionProof } = proof;
      return { index: proof.index, leaf, checkpoint, inclusionProof };
    } catch (error) {
      logger.error(`No receipt for ${eventUid}: ${stringifyError(error)}`);
      return null;
    }
  }

  /** The proof of an entry under the newest checkpoint; undefined for an index beyond it. */
  async prove(index: number): Promise<LogProof | undefined> {
    const { db, tree, checkpoints } = this.options;
    const newest = await checkpoints?.current();
    if (!newest || index >= newest.size) return undefined;
    const { size, note } = newest;
    const [leaf, ...proof] = await tree.hashes(db, [
      { start: index, end: index + 1 },
      ...inclusionRanges(index, size),
    ]);
    const whole = proof.filter(hash => hash !== undefined);
    if (leaf === undefined || whole.length < proof.length) return undefined;
    return { index, size, leaf, proof: whole, checkpoint: note };
  }

  /** Waits until an event has its number; helps with that where nobody else is at it. */
  private async numbered(eventUid: string): Promise<number | undefined> {
    const { db, tree, sequencer } = this.options;
    for (let pause = 0; pause < PATIENCE; pause++) {
      const done = await sequencer.runOnce();
      const index = await tree.indexOf(db, eventUid);
      if (index !== undefined) return index;
      if (done === 0) await sleep(PAUSE);
    }
    return undefined;
  }
}
