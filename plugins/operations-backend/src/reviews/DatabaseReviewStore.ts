import { GateState } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { whereIn } from '../database/dialect';
import { readyVerdicts } from './reviewSlots';
import {
  ReviewFilter,
  ReviewRow,
  ReviewStore,
  WantedSlot,
} from './ReviewStore';

interface ResultRow {
  entity_ref: string;
  title: string;
  owner: string;
  gate: GateState;
  verdicts: string;
  slots: string;
  changed_at: number | string;
}

/** The slot waits, its criterion is otherwise ready, and the person may sign it. */
function orWaiting(
  any: Knex.QueryBuilder,
  db: Knex,
  { slot, owners }: WantedSlot,
): void {
  any.orWhere(all => {
    all.whereRaw(`substr(r.slots, ?, 1) in ('o', 's')`, [slot.position]);
    if (slot.verdictPosition === undefined) {
      all.whereIn('r.gate', ['awaiting-signoff', 'reopened']);
    } else {
      const ready = readyVerdicts(slot);
      all.whereRaw(
        `substr(r.verdicts, ?, 1) in (${ready.map(() => '?').join(', ')})`,
        [slot.verdictPosition, ...ready],
      );
    }
    if (owners) whereIn(all, db, 'r.owner', owners);
  });
}

/** Reads the compact columns of stored results. @internal */
export class DatabaseReviewStore implements ReviewStore {
  static create(): DatabaseReviewStore {
    return new DatabaseReviewStore();
  }

  private constructor() {}

  async rows(db: Knex, filter: ReviewFilter): Promise<ReviewRow[]> {
    const { scorecard, wanted, signed, entityRef, owner, view } = filter;
    const query = db('ops_result as r')
      .where('r.scorecard', scorecard.id)
      .where('r.version', scorecard.number)
      .where('r.applicable', true)
      .select(
        'r.entity_ref',
        'r.title',
        'r.owner',
        'r.gate',
        'r.verdicts',
        'r.slots',
        'r.changed_at',
      )
      .where(any => {
        any.whereRaw('1 = 0');
        for (const slot of wanted) orWaiting(any, db, slot);
        if (signed.length > 0) {
          any.orWhere(mine => {
            mine.where('r.slots', 'like', '%s%');
            whereIn(mine, db, 'r.entity_ref', signed);
          });
        }
      });
    if (entityRef !== undefined) query.where('r.entity_ref', entityRef);
    if (owner !== undefined) query.where('r.owner', owner);
    await view.filter(query, 'r.entity_ref');
    const rows: ResultRow[] = await query;
    return rows.map(row => ({
      entityRef: row.entity_ref,
      title: row.title,
      ...(row.owner === '' ? {} : { owner: row.owner }),
      gate: row.gate,
      verdicts: row.verdicts,
      slots: row.slots,
      changedAt: Number(row.changed_at),
    }));
  }
}
