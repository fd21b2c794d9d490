import {
  buildOverview,
  combineMembers,
  EntityProfile,
  FactSubject,
  Millis,
  Overview,
  pooledKinds,
  RollUp,
  RolledMember,
  rollUpMember,
  ScorecardResult,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerView } from '../access/EntityAccess';
import { CollectorStore } from '../collectors/CollectorStore';
import { inTransaction } from '../database/inTransaction';
import { pack, unpack } from '../database/packed';
import { EntityStore } from '../entities/EntityStore';
import { EntityEvaluator } from '../evaluation/EntityEvaluator';
import { ResultStore } from '../evaluation/ResultStore';
import { SubjectLoader } from '../evaluation/SubjectLoader';
import { EvidenceStore } from '../ledger/EvidenceStore';
import { OverviewStore } from './OverviewStore';

/** Members whose figures are made in one transaction. */
const BATCH = 50;

/** How old the health of collectors may be, in milliseconds; it changes without any evidence. */
const COLLECTORS_HOLD = 60_000;

/** Options of {@link OverviewReader.create}. @internal */
export interface OverviewReaderOptions {
  db: Knex;
  overviews: OverviewStore;
  results: ResultStore;
  evaluator: EntityEvaluator;
  subjects: SubjectLoader;
  entities: EntityStore;
  evidence: EvidenceStore;
  collectors: CollectorStore;
  clock: () => Millis;
}

/** Kinds that are shown with the entities below them. */
const relationOf: Record<string, RollUp['relation'] | undefined> = {
  system: 'parts',
  domain: 'parts',
  group: 'owned',
  user: 'owned',
};

/**
 * Serves the tab: one query while the stored body holds, a new body when it does not.
 *
 * @remarks
 * A body is made while its entity is locked and evaluated, so that no evidence can slip in between making and storing it.
 * What lies below a System, Domain, Group or User is put together per reader, since not everybody may see all of it.
 * @internal
 */
export class OverviewReader {
  static create(options: OverviewReaderOptions): OverviewReader {
    return new OverviewReader(options);
  }

  private constructor(private readonly options: OverviewReaderOptions) {}

  /** Packed JSON of the tab as this caller may see it. */
  async packed(
    entityRef: string,
    view: () => Promise<Pick<CallerView, 'visible'>>,
  ): Promise<Uint8Array> {
    const { db, overviews, clock } = this.options;
    const stored = await overviews.read(db, entityRef);
    const packed =
      stored && clock() < stored.validUntil
        ? stored.packed
        : await this.make(entityRef);
    const relation = relationOf[entityRef.split(':')[0]];
    if (!relation) return packed;
    const overview = JSON.parse(await unpack(packed)) as Overview;
    const rollUp = await this.rollUp(entityRef, relation, await view());
    const whole: Overview = {
      ...overview,
      validUntil: earlier(overview.validUntil, rollUp.validUntil),
      rollUp,
    };
    return pack(JSON.stringify(whole));
  }

  private async make(entityRef: string): Promise<Uint8Array> {
    const { db, overviews, collectors, clock } = this.options;
    return inTransaction(db, async trx => {
      const now = clock();
      const [part] = await this.parts(trx, [entityRef], now);
      const states = await collectors.of(trx, [entityRef]);
      const overview = buildOverview(part.subject, {
        now,
        scorecards: part.scorecards,
        collectors: states.map(state => ({
          ...(state.target === '' ? {} : { target: state.target }),
          id: state.collector,
          lastRunAt: toIso(state.lastRunAt),
          ...(state.lastSuccessAt === undefined
            ? {}
            : { lastSuccessAt: toIso(state.lastSuccessAt) }),
          ...(state.error === undefined ? {} : { error: state.error }),
        })),
      });
      const packed = await pack(JSON.stringify(overview));
      const until = toMillis(overview.validUntil);
      await overviews.write(trx, entityRef, {
        packed,
        validUntil:
          states.length > 0 ? Math.min(until, now + COLLECTORS_HOLD) : until,
      });
      return packed;
    });
  }

  private async rollUp(
    entityRef: string,
    relation: RollUp['relation'],
    view: Pick<CallerView, 'visible'>,
  ): Promise<RollUp> {
    const { db, entities, overviews, evidence, clock } = this.options;
    const related = await entities.related(db, [entityRef], relation);
    const all = related.get(entityRef) ?? [];
    const visible = [...(await view.visible(all))].sort();
    const now = clock();
    const stored = await overviews.members(db, visible, now);
    const members = [...stored.members.values()];
    for (let at = 0; at < stored.missing.length; at += BATCH) {
      const refs = stored.missing.slice(at, at + BATCH);
      members.push(...(await this.makeMembers(refs, now)));
    }
    const incidents = await evidence.currentFor(db, visible, {
      kinds: pooledKinds,
    });
    const pool = await this.pool(entityRef, [...incidents.values()].flat());
    return combineMembers({
      relation,
      members: members.sort((a, b) =>
        a.member.entityRef < b.member.entityRef ? -1 : 1,
      ),
      ...(pool ? { pool } : {}),
      hidden: all.length - visible.length,
      now,
    });
  }

  private makeMembers(
    refs: readonly string[],
    now: Millis,
  ): Promise<RolledMember[]> {
    const { db, overviews } = this.options;
    return inTransaction(db, async trx => {
      const parts = await this.parts(trx, refs, now);
      const members = parts.map(part => rollUpMember(part, now));
      await overviews.writeMembers(trx, members);
      return members;
    });
  }

  /** Entities that exist, evaluated where that was due, with everything that is shown of them. */
  private async parts(
    trx: Knex.Transaction,
    refs: readonly string[],
    now: Millis,
  ): Promise<{ subject: FactSubject; scorecards: ScorecardResult[] }[]> {
    const { evaluator, results, subjects } = this.options;
    await evaluator.evaluate(trx, {
      entityRefs: refs,
      now,
      cause: 'time',
      onlyDue: true,
      bodies: true,
    });
    const loaded = await subjects.load(trx, refs, () => []);
    const bodies = await results.bodies(trx, refs);
    return [...loaded.subjects.values()].map(subject => ({
      subject,
      scorecards: (bodies.get(subject.entity.entityRef) ?? []).map(
        body => JSON.parse(body) as ScorecardResult,
      ),
    }));
  }

  private async pool(
    entityRef: string,
    evidence: FactSubject['evidence'],
  ): Promise<FactSubject | undefined> {
    if (evidence.length === 0) return undefined;
    const { db, entities, subjects } = this.options;
    const profiles = await entities.profiles(db, [entityRef]);
    const entity: EntityProfile | undefined = profiles.get(entityRef);
    return entity && { entity, evidence, settings: subjects.settings() };
  }
}

function earlier(a: string, b: string | undefined): string {
  return b === undefined || toMillis(a) <= toMillis(b) ? a : b;
}
