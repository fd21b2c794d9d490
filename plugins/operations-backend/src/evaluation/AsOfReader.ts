import { InputError, NotFoundError } from '@backstage/errors';
import {
  FactDefinition,
  FactReader,
  Millis,
  ScorecardResult,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EntityStore } from '../entities/EntityStore';
import { ScorecardStore } from '../scorecards/ScorecardStore';
import { gateAt } from './gateAt';
import { HistoryStore } from './HistoryStore';
import { judgeEntity } from './judgeEntity';
import { DecisionReader } from './StandingDecisions';
import { SubjectLoader } from './SubjectLoader';

/** Options of {@link AsOfReader.create}. @internal */
export interface AsOfReaderOptions {
  db: Knex;
  entities: EntityStore;
  findFact: (id: string) => FactDefinition | undefined;
  subjects: SubjectLoader;
  decisions: DecisionReader;
  scorecards: ScorecardStore;
  history: HistoryStore;
  clock: () => Millis;
}

/**
 * Computes a past result again: from what had been received by then, under the rules, roles and catalog fields of then.
 *
 * @remarks The verdicts and the gate are those that were stored at that instant.
 * @internal
 */
export class AsOfReader {
  static create(options: AsOfReaderOptions): AsOfReader {
    return new AsOfReader(options);
  }

  private constructor(private readonly options: AsOfReaderOptions) {}

  /** Throws NotFoundError when the entity or the scorecard was not there yet, InputError for the future. */
  async result(
    entityRef: string,
    scorecard: string,
    at: Millis,
  ): Promise<ScorecardResult> {
    const { db, decisions, scorecards, history, clock } = this.options;
    if (at > clock()) throw new InputError('at: must not be in the future');
    const active = await scorecards.activeAt(db, at);
    const version = active.find(({ id }) => id === scorecard);
    if (!version) {
      throw new NotFoundError(
        `The scorecard ${scorecard} was not in force at ${toIso(at)}`,
      );
    }
    const { basis, subjects } = await this.inputs(entityRef, at);
    const { entity } = basis;
    const standing = await decisions.standing(db, [entity], at);
    const key = { entityRef, scorecard };
    const pages = await history.pages(db, key, { from: 0, to: at });
    const gate = gateAt(pages, at);
    const [result] = judgeEntity(
      {
        basis,
        subjects,
        standing: standing.get(entityRef),
        previous: gate ? [{ scorecard, entityUid: entity.uid, ...gate }] : [],
        now: at,
        facts: FactReader.create({ now: at, findFact: this.options.findFact }),
      },
      [version],
    );
    return result;
  }

  /** What the entity's facts at an instant are computed from. */
  async inputs(entityRef: string, at: Millis) {
    const { db, entities, subjects } = this.options;
    const loaded = await subjects.loadAt(db, entityRef, at);
    const present = (await entities.profiles(db, [entityRef])).get(entityRef);
    if (!loaded) {
      throw new NotFoundError(`${entityRef} was not known at ${toIso(at)}`);
    }
    if (loaded.basis.entity.uid !== present?.uid) {
      throw new NotFoundError(
        `${entityRef} was deleted and made anew after ${toIso(
          at,
        )}; what held of the one before is in auditor packs only`,
      );
    }
    return loaded;
  }
}
