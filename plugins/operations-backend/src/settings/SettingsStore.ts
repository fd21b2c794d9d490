import {
  Millis,
  OperationsSettings,
} from '@backstage-operations/plugin-operations-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';

/** What figures depend on beside rules and evidence. @internal */
export interface EffectiveSettings {
  settings: OperationsSettings;
  /** Who holds which role, as configured: other holders may make signatures stale. */
  roles: JsonObject;
  /** Of this package: other code may compute other figures. */
  version: string;
}

/** Remembers the settings of every time. @internal */
export interface SettingsStore {
  /** Puts settings in force; false when they are those in force already. */
  apply(
    trx: Knex.Transaction,
    effective: EffectiveSettings,
    at: Millis,
  ): Promise<boolean>;

  /** Those in force at an instant; undefined before the first ones. */
  at(db: Knex, at: Millis): Promise<EffectiveSettings | undefined>;
}
