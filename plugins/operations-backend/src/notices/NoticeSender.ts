import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { inTransaction } from '../database/inTransaction';
import { Notice, Outbox } from './Outbox';

/** Notices taken at once. */
const BATCH = 10;

/** Attempts before a notice is given up. */
const ATTEMPTS = 5;

/** Options of {@link NoticeSender.create}. @internal */
export interface NoticeSenderOptions {
  db: Knex;
  outbox: Outbox;
  notifications: NotificationService;
  signals: SignalsService;
  /** People who are in groups, as our copy of the catalog has it. */
  membersOf: (groups: readonly string[]) => Promise<string[]>;
  clock: () => Millis;
  logger: LoggerService;
}

/**
 * Sends notices through the notifications plugin, and tells the pages of named people to look again.
 *
 * @remarks Where the notifications plugin is not installed, notices are dropped after a few attempts; the inbox has everything.
 * @internal
 */
export class NoticeSender {
  static create(options: NoticeSenderOptions): NoticeSender {
    return new NoticeSender(options);
  }

  private constructor(private readonly options: NoticeSenderOptions) {}

  /** Sends one batch; returns how many it took. */
  async runOnce(): Promise<number> {
    const { db, outbox, clock, logger } = this.options;
    const taken = await inTransaction(db, trx =>
      outbox.take(trx, clock(), BATCH),
    );
    for (const { id, notice, attempts } of taken) {
      try {
        await this.send(notice);
        await outbox.remove(db, id);
      } catch (error) {
        // It stays taken for a while and is then tried again.
        if (attempts < ATTEMPTS) continue;
        await outbox.remove(db, id);
        logger.warn(
          `A notice could not be sent and was dropped: ${stringifyError(
            error,
          )}`,
        );
      }
    }
    return taken.length;
  }

  private async send(notice: Notice): Promise<void> {
    const { notifications } = this.options;
    const { recipients, title, description, link, severity, scope } = notice;
    await notifications.send({
      recipients: { type: 'entity', entityRef: recipients },
      payload: {
        title,
        description,
        link,
        severity,
        scope,
        topic: 'operations',
      },
    });
    await this.signal(recipients, scope);
  }

  /** Tells pages that are open to look again; where that fails they look by themselves before long. */
  private async signal(
    recipients: readonly string[],
    scope: string,
  ): Promise<void> {
    const { signals, membersOf, logger } = this.options;
    try {
      const groups = recipients.filter(ref => ref.startsWith('group:'));
      const people = new Set([
        ...recipients.filter(ref => ref.startsWith('user:')),
        ...(await membersOf(groups)),
      ]);
      if (people.size === 0) return;
      // Ids only, to people by name: whoever listens without being signed in learns nothing.
      await signals.publish({
        recipients: { type: 'user', entityRef: [...people] },
        channel: 'operations',
        message: { scope },
      });
    } catch (error) {
      logger.debug(`No signal about ${scope}: ${stringifyError(error)}`);
    }
  }
}
