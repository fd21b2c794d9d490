import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  Millis,
  ScorecardResult,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerView } from '../access/EntityAccess';
import { pack, unpack } from '../database/packed';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { EvaluationService } from './EvaluationService';
import { GateAnswer } from './GateAnswer';
import { hideOthers } from './hideOthers';
import { Holding, ResultStore, StoredBody } from './ResultStore';

/** Times that a reader makes a body which new evidence makes outdated before it is read. */
const TURNS = 5;

type MadeBody = StoredBody & { packed: Uint8Array };

type StoredGate = Holding & { answer?: string };

const hasAnswer = (gate: StoredGate): gate is Holding & { answer: string } =>
  gate.answer !== undefined;

const isMade = (body: StoredBody): body is MadeBody =>
  body.packed !== undefined;

/** Options of {@link ResultReader.create}. @internal */
export interface ResultReaderOptions {
  db: Knex;
  results: ResultStore;
  evaluation: EvaluationService;
  /** The rules in force as this process last saw them. */
  scorecards: () => readonly ActiveScorecard[];
  clock: () => Millis;
}

/**
 * Serves stored results: one query by primary key while they hold, an evaluation on the spot when they don't.
 *
 * @internal
 */
export class ResultReader {
  static create(options: ResultReaderOptions): ResultReader {
    return new ResultReader(options);
  }

  private constructor(private readonly options: ResultReaderOptions) {}

  /**
   * Packed JSON of the result as this caller may see it; the stored bytes themselves wherever possible.
   *
   * @param view - asked for only when the result names other entities
   */
  async packed(
    entityRef: string,
    scorecard: string,
    view: () => Promise<Pick<CallerView, 'visible'>>,
  ): Promise<Uint8Array> {
    const { packed, namesOthers } = await this.current(entityRef, scorecard);
    if (!namesOthers) return packed;
    const result = JSON.parse(await unpack(packed)) as ScorecardResult;
    return pack(JSON.stringify(await hideOthers(result, await view())));
  }

  /** The result with nothing hidden, for use inside. */
  async result(entityRef: string, scorecard: string): Promise<ScorecardResult> {
    const { packed } = await this.current(entityRef, scorecard);
    return JSON.parse(await unpack(packed)) as ScorecardResult;
  }

  /** The gate on its own, for builds and badges. */
  async gate(entityRef: string, scorecard: string): Promise<GateAnswer> {
    const { db, results } = this.options;
    const { answer } = await this.holding(
      entityRef,
      scorecard,
      () => results.gate(db, entityRef, scorecard),
      hasAnswer,
    );
    return JSON.parse(answer) as GateAnswer;
  }

  private current(entityRef: string, scorecard: string): Promise<MadeBody> {
    const { db, results } = this.options;
    return this.holding(
      entityRef,
      scorecard,
      () => results.body(db, entityRef, scorecard),
      isMade,
    );
  }

  /** What is stored while it holds, and what an evaluation on the spot stores when it does not. */
  private async holding<T extends Holding, Made extends T>(
    entityRef: string,
    scorecard: string,
    read: () => Promise<T | undefined>,
    made: (stored: T) => stored is Made,
  ): Promise<Made> {
    const { evaluation, scorecards, clock } = this.options;
    const inForce = scorecards().find(({ id }) => id === scorecard);
    if (!inForce) throw new NotFoundError(`There is no scorecard ${scorecard}`);
    const stored = await read();
    if (
      stored &&
      made(stored) &&
      clock() < stored.dueAt &&
      stored.policyDigest === inForce.digest
    ) {
      return stored;
    }
    for (let turn = 0; turn < TURNS; turn++) {
      await evaluation.refresh(entityRef, true);
      const fresh = await read();
      if (!fresh) {
        throw new NotFoundError(`There is no scorecard ${scorecard}`);
      }
      if (fresh.dueAt === 0) break;
      // Else evidence came in between, and the queue was faster than we.
      if (made(fresh)) return fresh;
    }
    throw new ServiceUnavailableError(
      `${entityRef} could not be evaluated; what is stored is out of date`,
    );
  }
}
