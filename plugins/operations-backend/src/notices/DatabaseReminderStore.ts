import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { insertRows } from '../database/insertRows';
import { ReminderStore } from './ReminderStore';

/** Reminders in the plugin's database. @internal */
export class DatabaseReminderStore implements ReminderStore {
  static create(): DatabaseReminderStore {
    return new DatabaseReminderStore();
  }

  private constructor() {}

  async remember(
    trx: Knex.Transaction,
    keys: readonly string[],
    now: Millis,
  ): Promise<Set<string>> {
    const rows = await insertRows<'key' | 'at', { key: string }>(trx, {
      table: 'ops_reminder',
      columns: { key: 'text', at: 'bigint' },
      rows: [...new Set(keys)].map(key => ({ key, at: now })),
      tail: 'on conflict (key) do nothing returning key',
    });
    return new Set(rows.map(({ key }) => key));
  }

  async forget(trx: Knex.Transaction, before: Millis): Promise<void> {
    await trx('ops_reminder').where('at', '<', before).delete();
  }
}
