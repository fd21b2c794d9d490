import { Millis } from '@backstage-operations/plugin-operations-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';

/** One change of state that an auditor can ask about. @internal */
export interface LogEvent {
  /** `signoff.decided`, `waiver.approved`, … */
  type: string;
  at: Millis;
  /** User or service behind it; `system` where time alone did it. */
  actor: string;
  entityRef?: string;
  /** What happened, without personal text. */
  data: JsonObject;
  /** Personal text such as a comment; only its salted hash enters the log, so that it can be erased. */
  text?: string;
}

/**
 * Takes events in the transaction of the change that they report; they are numbered and proven afterwards.
 *
 * @internal
 */
export interface EventLog {
  /** Returns the ids under which the events stand, in their order. */
  append(trx: Knex.Transaction, events: readonly LogEvent[]): Promise<string[]>;
}
