import {
  Delegation,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** Keeps who lent their roles to whom, until when. @internal */
export interface DelegationStore {
  insert(
    trx: Knex.Transaction,
    delegation: Omit<Delegation, 'state'>,
  ): Promise<void>;

  /** Ends a delegation before its time; false when it has ended already. */
  end(trx: Knex.Transaction, id: string, at: Millis): Promise<boolean>;

  byId(db: Knex, id: string, at: Millis): Promise<Delegation | undefined>;

  /** Delegations to a person that are in force at an instant. */
  activeTo(db: Knex, delegate: string, at: Millis): Promise<Delegation[]>;

  /** Delegations from and to a person, newest first. */
  ofPerson(
    db: Knex,
    person: string,
    at: Millis,
    page: { limit: number; after?: string },
  ): Promise<{ items: Delegation[]; totalItems: number; next?: string }>;
}
