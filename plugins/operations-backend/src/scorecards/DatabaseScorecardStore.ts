import {
  canonicalJson,
  Millis,
  Scorecard,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { rulesEditor } from './RulesEditor';
import {
  ActiveScorecard,
  NewScorecardVersion,
  ScorecardStore,
  ScorecardVersion,
} from './ScorecardStore';

interface VersionRow {
  number: number;
  scorecard: string;
  digest: string;
  body: string;
  loaded_at: number | string;
  loaded_by: string;
}

interface ActivationRow {
  number: number;
  scorecard: string;
  valid_from: number | string;
  digest: string | null;
  loaded_by: string;
}

function toVersion(row: VersionRow): ScorecardVersion {
  return {
    id: row.scorecard,
    digest: row.digest,
    number: row.number,
    scorecard: JSON.parse(row.body) as Scorecard,
    loadedBy: row.loaded_by,
    loadedAt: Number(row.loaded_at),
  };
}

/** Scorecards of which some version says who changed it. */
async function namingEditors(db: Knex): Promise<Set<string>> {
  const rows: { scorecard: string; body: string }[] = await db(
    'ops_scorecard_version',
  )
    .where('body', 'like', '%"lastEditedBy":%')
    .select('scorecard', 'body');
  // The words may also stand in a text.
  const naming = rows.filter(
    ({ body }) =>
      (JSON.parse(body) as Scorecard).metadata.lastEditedBy !== undefined,
  );
  return new Set(naming.map(({ scorecard }) => scorecard));
}

/** Scorecard versions in the plugin's database. @internal */
export class DatabaseScorecardStore implements ScorecardStore {
  static create(): DatabaseScorecardStore {
    return new DatabaseScorecardStore();
  }

  /** Versions never change, and reading one takes longer than all else about a history. */
  private readonly byNumber = new Map<number, ScorecardVersion>();

  private constructor() {}

  async activate(
    trx: Knex.Transaction,
    version: NewScorecardVersion,
    at: Millis,
  ): Promise<boolean> {
    await trx('ops_scorecard_version')
      .insert({
        scorecard: version.id,
        digest: version.digest,
        body: canonicalJson(version.scorecard),
        loaded_at: at,
        loaded_by: version.loadedBy,
      })
      .onConflict('digest')
      .ignore();
    const current = await this.lockedCurrent(trx, version.id);
    if (current?.digest === version.digest) return false;
    await this.insertActivation(trx, current, {
      scorecard: version.id,
      digest: version.digest,
      loaded_by: version.loadedBy,
      valid_from: at,
    });
    return true;
  }

  async withdraw(
    trx: Knex.Transaction,
    id: string,
    loadedBy: string,
    at: Millis,
  ): Promise<boolean> {
    const current = await this.lockedCurrent(trx, id);
    if (!current?.digest) return false;
    await this.insertActivation(trx, current, {
      scorecard: id,
      digest: null,
      loaded_by: loadedBy,
      valid_from: at,
    });
    return true;
  }

  async activeAt(db: Knex, at: Millis): Promise<ActiveScorecard[]> {
    const latest = db('ops_scorecard_activation')
      .max('number')
      .where('valid_from', '<=', at)
      .groupBy('scorecard');
    const rows: (VersionRow & Pick<ActivationRow, 'valid_from'>)[] = await db(
      'ops_scorecard_activation as a',
    )
      .join('ops_scorecard_version as v', 'v.digest', 'a.digest')
      .whereIn('a.number', latest)
      .orderBy('v.scorecard')
      .select('v.*', 'a.valid_from', 'a.loaded_by');
    const named = await namingEditors(db);
    return rows.map(row => {
      const version = toVersion(row);
      return {
        ...version,
        validFrom: Number(row.valid_from),
        editor: rulesEditor(version, named.has(version.id)),
      };
    });
  }

  async version(
    db: Knex,
    id: string,
    digest: string,
  ): Promise<ScorecardVersion | undefined> {
    const row = await db<VersionRow>('ops_scorecard_version')
      .where({ scorecard: id, digest })
      .first();
    return row && toVersion(row);
  }

  async numbered(
    db: Knex,
    numbers: readonly number[],
  ): Promise<Map<number, ScorecardVersion>> {
    const unread = numbers.filter(number => !this.byNumber.has(number));
    if (unread.length > 0) {
      const rows = await db<VersionRow>('ops_scorecard_version').whereIn(
        'number',
        unread,
      );
      for (const row of rows) this.byNumber.set(row.number, toVersion(row));
    }
    return new Map(
      numbers.flatMap(number => {
        const version = this.byNumber.get(number);
        return version ? [[number, version] as const] : [];
      }),
    );
  }

  async revision(db: Knex): Promise<number> {
    const row = await db('ops_scorecard_activation')
      .max('number as revision')
      .first();
    return Number(row?.revision ?? 0);
  }

  /**
   * The activation in force, with the scorecard's versions locked, so that replicas which start together agree.
   *
   * @remarks The versions are locked, not the activations, because before the first activation there is no row to lock.
   */
  private async lockedCurrent(
    trx: Knex.Transaction,
    id: string,
  ): Promise<ActivationRow | undefined> {
    await trx('ops_scorecard_version')
      .where({ scorecard: id })
      .orderBy('number')
      .select('number')
      .forUpdate();
    return trx<ActivationRow>('ops_scorecard_activation')
      .where({ scorecard: id })
      .orderBy('number', 'desc')
      .first();
  }

  /** A clock that steps back never reorders versions: an activation is never older than the one before. */
  private async insertActivation(
    trx: Knex.Transaction,
    previous: ActivationRow | undefined,
    row: Omit<ActivationRow, 'number' | 'valid_from'> & { valid_from: Millis },
  ): Promise<void> {
    const earliest = previous === undefined ? 0 : Number(previous.valid_from);
    await trx('ops_scorecard_activation').insert({
      ...row,
      valid_from: Math.max(row.valid_from, earliest),
    });
  }
}
