import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { isPostgres, whereIn } from '../database/dialect';
import { inTransaction } from '../database/inTransaction';

const DAY: Millis = 86_400_000;

/** Days of which every record is kept, so that what happens now can be looked at closely. */
const CLOSE = 2;

/** Days that a run looks at beyond those: one that was missed is made up for within a week. */
const REACH = 7;

/** Records per transaction, so that nobody waits long for us. */
const BATCH = 2_000;

/** Kinds that are measured by the minute, with the fields whose change is worth keeping whatever the hour. */
const measured = {
  slo: ['state', 'target', 'window', 'method', 'objective'],
  'golden-signals': [],
} as const;

/**
 * Keeps of what is measured by the minute the last record of each day, and every one at which something changed.
 *
 * @remarks
 * Plots are asked from where the figures come from; what is stored here answers for the years in which that has forgotten them. A record
 * goes only when one of the same thing and the same statement stands right before it and another one later on its day; the newest of each
 * thing never goes. Days are those of the observation in UTC.
 * @internal
 */
export class DailyRollUp {
  static create(options: { db: Knex; now: () => Millis }): DailyRollUp {
    return new DailyRollUp(options.db, options.now);
  }

  private constructor(
    private readonly db: Knex,
    private readonly now: () => Millis,
  ) {}

  /** Resolves to the number of records that went. */
  async run(signal?: AbortSignal): Promise<number> {
    const today = Math.floor(this.now() / DAY);
    let deleted = 0;
    for (const kind of Object.keys(measured) as (keyof typeof measured)[]) {
      for (let back = CLOSE + REACH; back > CLOSE; back--) {
        const from = (today - back) * DAY;
        const ids = await this.superfluous(kind, { from, to: from + DAY });
        for (let at = 0; at < ids.length; at += BATCH) {
          if (signal?.aborted) return deleted;
          deleted += await this.delete(ids.slice(at, at + BATCH));
        }
      }
    }
    return deleted;
  }

  private async superfluous(
    kind: keyof typeof measured,
    { from, to }: { from: Millis; to: Millis },
  ): Promise<string[]> {
    const { db } = this;
    const field = (name: string) =>
      isPostgres(db)
        ? `coalesce(v.payload::json ->> '${name}', '')`
        : `coalesce(json_extract(v.payload, '$.${name}'), '')`;
    // Beside its own fields the kind, so that there is something to compare where nothing else counts.
    const statement = ['v.kind', ...measured[kind].map(field)].join(
      ` || '|' || `,
    );
    const thing = 'v.entity_uid, v.source, v.external_id';
    const ranked = db('ops_evidence as v')
      .where('v.kind', kind)
      .whereNotNull('v.external_id')
      // The index of the ledger is by receipt; a record of a day that comes days later is left alone.
      .where('v.received_at', '>=', from)
      .where('v.received_at', '<', to + CLOSE * DAY)
      .where('v.observed_at', '>=', from)
      .where('v.observed_at', '<', to)
      .select('v.id')
      .select(
        db.raw(
          `row_number() over (partition by ${thing} order by v.observed_at desc, v.id desc) as place`,
        ),
        db.raw(`${statement} as statement`),
        db.raw(
          `lag(${statement}) over (partition by ${thing} order by v.observed_at, v.id) as before`,
        ),
      );
    const rows: { id: string }[] = await db
      .from(ranked.as('d'))
      .where('d.place', '>', 1)
      .whereRaw('d.statement = d.before')
      .whereNotExists(
        db('ops_evidence_current as c')
          .select('c.evidence_id')
          .whereRaw('c.evidence_id = d.id'),
      )
      .select('d.id');
    return rows.map(({ id }) => id);
  }

  private delete(ids: readonly string[]): Promise<number> {
    return inTransaction(this.db, async trx => {
      const gone = trx('ops_evidence');
      whereIn(gone, trx, 'id', ids);
      return gone.delete();
    });
  }
}
