import {
  Delegation,
  Millis,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { DelegationStore } from './DelegationStore';

interface DelegationRow {
  id: string;
  delegator: string;
  delegate: string;
  roles: string;
  starts_at: number | string;
  ends_at: number | string;
  reason: string;
  created_at: number | string;
  revoked_at: number | string | null;
}

function stateOf(row: DelegationRow, at: Millis): Delegation['state'] {
  if (row.revoked_at !== null && Number(row.revoked_at) <= at) return 'revoked';
  if (Number(row.ends_at) <= at) return 'ended';
  return Number(row.starts_at) <= at ? 'active' : 'planned';
}

function toDelegation(row: DelegationRow, at: Millis): Delegation {
  return {
    id: row.id,
    from: row.delegator,
    to: row.delegate,
    roles: JSON.parse(row.roles) as string[],
    startsAt: toIso(Number(row.starts_at)),
    endsAt: toIso(Number(row.ends_at)),
    reason: row.reason,
    state: stateOf(row, at),
    createdAt: toIso(Number(row.created_at)),
  };
}

/** Delegations in the plugin's database. @internal */
export class DatabaseDelegationStore implements DelegationStore {
  static create(): DatabaseDelegationStore {
    return new DatabaseDelegationStore();
  }

  private constructor() {}

  async insert(
    trx: Knex.Transaction,
    delegation: Omit<Delegation, 'state'>,
  ): Promise<void> {
    await trx('ops_delegation').insert({
      id: delegation.id,
      delegator: delegation.from,
      delegate: delegation.to,
      roles: JSON.stringify(delegation.roles),
      starts_at: toMillis(delegation.startsAt),
      ends_at: toMillis(delegation.endsAt),
      reason: delegation.reason,
      created_at: toMillis(delegation.createdAt),
      revoked_at: null,
    });
  }

  async end(trx: Knex.Transaction, id: string, at: Millis): Promise<boolean> {
    const ended = await trx('ops_delegation')
      .where({ id })
      .whereNull('revoked_at')
      .where('ends_at', '>', at)
      .update({ revoked_at: at });
    return ended > 0;
  }

  async byId(
    db: Knex,
    id: string,
    at: Millis,
  ): Promise<Delegation | undefined> {
    const row = await db<DelegationRow>('ops_delegation').where({ id }).first();
    return row && toDelegation(row, at);
  }

  async activeTo(
    db: Knex,
    delegate: string,
    at: Millis,
  ): Promise<Delegation[]> {
    const rows = await db<DelegationRow>('ops_delegation')
      .where({ delegate })
      .where('ends_at', '>', at)
      .orderBy('id');
    return rows
      .map(row => toDelegation(row, at))
      .filter(({ state }) => state === 'active');
  }

  async ofPerson(
    db: Knex,
    person: string,
    at: Millis,
    page: { limit: number; after?: string },
  ): Promise<{ items: Delegation[]; totalItems: number; next?: string }> {
    const mine = () =>
      db<DelegationRow>('ops_delegation').where(either =>
        either.where({ delegator: person }).orWhere({ delegate: person }),
      );
    const query = mine()
      .orderBy('id', 'desc')
      .limit(page.limit + 1);
    if (page.after !== undefined) query.where('id', '<', page.after);
    const rows: DelegationRow[] = await query;
    const [{ total }] = await mine().count({ total: '*' });
    const items = rows.slice(0, page.limit).map(row => toDelegation(row, at));
    return {
      items,
      totalItems: Number(total),
      ...(rows.length > page.limit ? { next: items.at(-1)?.id } : {}),
    };
  }
}
