import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { whereIn } from '../database/dialect';
import { EvidenceRow } from '../ledger/evidenceRow';
import { ExportScope } from './ExportScope';
import { missingEntries } from './missingEntries';
import { ExportedEntry, ExportStore, entryKey, Life } from './ExportStore';
import { readRecords } from './readRecords';

/** Entities per chunk; everything about them is read with a few statements. */
const ENTITIES = 100;

const ENTRIES = 200;
const LEAVES = 5_000;

/** Types of entries whose decisions stand beyond the period in which they were made. */
const DECISIONS = [
  'signoff.decided',
  'signoff.revoked',
  'signoff.cleared',
  'waiver.requested',
  'waiver.approved',
  'waiver.denied',
  'waiver.revoked',
  'waiver.worsened',
];

interface LifeRow {
  uid: string;
  entity_ref: string;
  appeared_at: number | string;
  vanished_at: number | string | null;
}

interface EntryRow {
  seq: number | string;
  body: string;
  type: string;
  salt: string | null;
  text: string | null;
}

/** Reads packs from the plugin's database. @internal */
export class DatabaseExportStore implements ExportStore {
  static create(): DatabaseExportStore {
    return new DatabaseExportStore();
  }

  private constructor() {}

  async *population(db: Knex, scope: ExportScope): AsyncGenerator<Life[]> {
    const { period, end, entities, sight } = scope;
    let after: LifeRow | undefined;
    do {
      const query = db('ops_entity_life as l')
        .select('l.uid', 'l.entity_ref', 'l.appeared_at', 'l.vanished_at')
        .where('l.appeared_at', '<=', end)
        .where(there =>
          there
            .whereNull('l.vanished_at')
            .orWhere('l.vanished_at', '>', period.from),
        )
        .orderBy(['l.entity_ref', 'l.uid'])
        .limit(ENTITIES);
      if (entities) whereIn(query, db, 'l.entity_ref', entities);
      if (sight.narrow) {
        // What went by the same name before may have been somebody else's.
        query.whereIn(
          'l.uid',
          db('ops_entity').select('uid').whereNull('vanished_at'),
        );
        await sight.narrow(query, 'l.entity_ref');
      }
      if (after) {
        query.whereRaw('(l.entity_ref, l.uid) > (?, ?)', [
          after.entity_ref,
          after.uid,
        ]);
      }
      const rows: LifeRow[] = await query;
      if (rows.length > 0) yield rows.map(row => toLife(row, scope.cut));
      after = rows.length < ENTITIES ? undefined : rows.at(-1);
    } while (after);
  }

  evidence(
    db: Knex,
    uids: readonly string[],
    scope: ExportScope,
  ): AsyncGenerator<EvidenceRow[]> {
    return readRecords(db, uids, scope);
  }

  async decisionEntries(
    db: Knex,
    entityRefs: readonly string[],
    { size }: ExportScope,
  ): Promise<Map<string, ExportedEntry>> {
    const query = db('ops_log_event')
      .select('seq', 'body', 'type')
      .where('seq', '<', size)
      .orderBy('seq');
    whereIn(query, db, 'entity_ref', entityRefs);
    whereIn(query, db, 'type', DECISIONS);
    const rows: EntryRow[] = await query;
    return new Map(
      rows.map(({ seq, body, type }) => [
        entryKey(type, JSON.parse(body).data.id),
        { index: Number(seq), body },
      ]),
    );
  }

  async *entries(
    db: Knex,
    scope: ExportScope,
  ): AsyncGenerator<ExportedEntry[]> {
    const { period, size, view, entities, sight } = scope;
    let after = -1;
    for (;;) {
      const query = db('ops_log_event as v')
        .select('v.seq', 'v.body')
        .where('v.seq', '>', after)
        .where('v.seq', '<', size)
        .where('v.at', '<', period.to)
        .where(timely => {
          timely.where('v.at', '>=', period.from);
          timely.orWhere(earlier => whereIn(earlier, db, 'v.type', DECISIONS));
        })
        .orderBy('v.seq')
        .limit(ENTRIES);
      if (view === 'full') {
        query
          .leftJoin('ops_log_text as t', 't.uid', 'v.uid')
          .select('t.salt', 't.text');
      }
      if (entities) whereIn(query, db, 'v.entity_ref', entities);
      if (!sight.general) query.whereNotNull('v.entity_ref');
      if (sight.narrow) {
        const seen = db('ops_log_event as seen').select('seen.id');
        await sight.narrow(seen, 'seen.entity_ref');
        query.where(either =>
          either.whereIn('v.id', seen).orWhereNull('v.entity_ref'),
        );
      }
      const rows: EntryRow[] = await query;
      if (rows.length > 0) yield rows.map(toEntry);
      if (rows.length < ENTRIES) return;
      after = Number(rows[rows.length - 1].seq);
    }
  }

  missingEntries(db: Knex, { size }: ExportScope): Promise<number[]> {
    return missingEntries(db, size);
  }

  async *leaves(db: Knex, { size }: ExportScope): AsyncGenerator<string[]> {
    for (let from = 0; from < size; from += LEAVES) {
      const hashes: string[] = await db('ops_log_node')
        .where('level', 0)
        .where('position', '>=', from)
        .where('position', '<', Math.min(from + LEAVES, size))
        .orderBy('position')
        .pluck('hash');
      yield hashes;
    }
  }

  async scorecards(db: Knex): Promise<string[]> {
    const ids: string[] = await db('ops_scorecard_version')
      .distinct('scorecard')
      .pluck('scorecard');
    return ids.sort();
  }

  async takenSince(db: Knex, person: string, since: Millis): Promise<number> {
    const [{ total }] = await db('ops_log_event')
      .where({ type: 'export.taken', actor: person })
      .where('at', '>=', since)
      .count({ total: '*' });
    return Number(total);
  }
}

function toLife(row: LifeRow, cut: Millis): Life {
  const { uid, entity_ref, appeared_at, vanished_at } = row;
  const vanishedAt = vanished_at === null ? undefined : Number(vanished_at);
  return {
    uid,
    entityRef: entity_ref,
    appearedAt: Number(appeared_at),
    ...(vanishedAt !== undefined && vanishedAt <= cut ? { vanishedAt } : {}),
  };
}

function toEntry({ seq, body, salt, text }: EntryRow): ExportedEntry {
  return {
    index: Number(seq),
    body,
    // Without the view that has texts, the columns are not selected at all.
    ...(salt && typeof text === 'string'
      ? { text: { salt, value: text } }
      : {}),
  };
}
