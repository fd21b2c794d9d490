import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Knex } from 'knex';
import {
  EvaluationListener,
  ResultChange,
} from '../evaluation/EvaluationListener';
import { LedgerChange, LedgerListener } from '../ledger/LedgerListener';
import { Viewers } from './Viewers';

/** Pause in which hints are gathered, in milliseconds: an open page asks again at most twice a second. */
const PAUSE = 500;

/** Options of {@link HintSender.create}. @internal */
export interface HintSenderOptions {
  viewers: Viewers;
  signals: SignalsService;
  logger: LoggerService;
  pauseMillis?: number;
}

/**
 * Tells the open pages of an entity to ask again once something about it is stored.
 *
 * @remarks
 * A hint says nothing, not even about what, and goes only to people to whom this process showed the entity moments ago. Where
 * another process served them, or signals are not installed, pages find out by themselves within 15 seconds.
 * @internal
 */
export class HintSender implements LedgerListener, EvaluationListener {
  static create(options: HintSenderOptions): HintSender {
    return new HintSender(options);
  }

  private readonly waiting = new Set<string>();
  private timer?: NodeJS.Timeout;

  private constructor(private readonly options: HintSenderOptions) {}

  async onEvidence(trx: Knex.Transaction, change: LedgerChange): Promise<void> {
    this.afterwards(trx, change.entityRefs);
  }

  async onResults(
    trx: Knex.Transaction,
    changes: readonly ResultChange[],
  ): Promise<void> {
    this.afterwards(
      trx,
      changes.map(({ entity }) => entity.entityRef),
    );
  }

  /** Nobody is told of what may still be rolled back. */
  private afterwards(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
  ): void {
    const people = this.options.viewers.of(entityRefs);
    if (people.size === 0) return;
    trx.executionPromise.then(
      () => this.add(people),
      () => {},
    );
  }

  private add(people: ReadonlySet<string>): void {
    for (const person of people) this.waiting.add(person);
    this.timer ??= setTimeout(
      () => this.send(),
      this.options.pauseMillis ?? PAUSE,
    ).unref();
  }

  private async send(): Promise<void> {
    const { signals, logger } = this.options;
    const people = [...this.waiting];
    this.waiting.clear();
    this.timer = undefined;
    try {
      await signals.publish({
        recipients: { type: 'user', entityRef: people },
        channel: 'operations',
        message: {},
      });
    } catch (error) {
      logger.debug(`No hint to open pages: ${stringifyError(error)}`);
    }
  }
}
