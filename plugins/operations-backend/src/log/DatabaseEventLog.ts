import {
  canonicalJson,
  sha256Text,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EventLog, LogEvent } from './EventLog';

/** Options of {@link DatabaseEventLog.create}. @internal */
export interface DatabaseEventLogOptions {
  /** A new unique id per call. */
  newId: () => string;
  /** 128 random bits per call, as text. */
  newSalt: () => string;
}

/**
 * Events in the plugin's database.
 *
 * @remarks An insert takes no lock and reads no head: numbering them is the sequencer's work, so that decisions never wait for each other.
 * @internal
 */
export class DatabaseEventLog implements EventLog {
  static create(options: DatabaseEventLogOptions): DatabaseEventLog {
    return new DatabaseEventLog(options);
  }

  private constructor(private readonly options: DatabaseEventLogOptions) {}

  async append(
    trx: Knex.Transaction,
    events: readonly LogEvent[],
  ): Promise<string[]> {
    if (events.length === 0) return [];
    const { newId, newSalt } = this.options;
    const texts: { uid: string; salt: string; text: string }[] = [];
    const rows = events.map(event => {
      const { type, at, actor, entityRef, data, text } = event;
      const uid = newId();
      const salt = newSalt();
      if (text !== undefined) texts.push({ uid, salt, text });
      const body = canonicalJson({
        uid,
        type,
        at: toIso(at),
        actor,
        ...(entityRef === undefined ? {} : { entityRef }),
        data,
        ...(text === undefined ? {} : { text: sha256Text(salt + text) }),
      });
      return { uid, body, type, entity_ref: entityRef ?? null, actor, at };
    });
    await trx.batchInsert('ops_log_event', rows, 400);
    if (texts.length > 0) await trx.batchInsert('ops_log_text', texts, 400);
    return rows.map(row => row.uid);
  }
}
