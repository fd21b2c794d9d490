import {
  canonicalJson,
  Millis,
  sha256Text,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EffectiveSettings, SettingsStore } from './SettingsStore';

/** Settings of every time in the plugin's database. @internal */
export class DatabaseSettingsStore implements SettingsStore {
  static create(): DatabaseSettingsStore {
    return new DatabaseSettingsStore();
  }

  private constructor() {}

  async apply(
    trx: Knex.Transaction,
    effective: EffectiveSettings,
    at: Millis,
  ): Promise<boolean> {
    const body = canonicalJson(effective);
    const digest = sha256Text(body);
    const current = await trx('ops_settings')
      .orderBy('number', 'desc')
      .first('digest', 'valid_from');
    if (current?.digest === digest) return false;
    const validFrom = Math.max(at, Number(current?.valid_from ?? 0));
    await trx('ops_settings').insert({ valid_from: validFrom, digest, body });
    return true;
  }

  async at(db: Knex, at: Millis): Promise<EffectiveSettings | undefined> {
    const row = await db('ops_settings')
      .where('valid_from', '<=', at)
      .orderBy('number', 'desc')
      .first('body');
    return row && (JSON.parse(row.body) as EffectiveSettings);
  }
}
