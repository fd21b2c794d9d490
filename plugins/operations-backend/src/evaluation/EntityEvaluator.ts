import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  canonicalJson,
  EntityProfile,
  FactDefinition,
  Millis,
  ScorecardResult,
  sha256Text,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { ChangeCause } from './codes';
import { DueEntry, DueStore, LockedEntity } from './DueStore';
import { EvaluationBasis } from './EvaluationBasis';
import { EvaluationListener, ResultChange } from './EvaluationListener';
import { HistoryStore, NewHistory } from './HistoryStore';
import { InputStore, NewBasis } from './InputStore';
import { judgeEntity } from './judgeEntity';
import { OverviewStore } from '../overview/OverviewStore';
import { PreviousResult, ResultStore, StoredResult } from './ResultStore';
import { scopesRead } from './scopesRead';
import { DecisionReader, RoleReader } from './StandingDecisions';
import { SubjectLoader } from './SubjectLoader';
import { EvaluatedSubject, SubjectObserver } from './SubjectObserver';
import { toHistory } from './toHistory';
import { saysTheSame, toStoredResult } from './toStoredResult';

/** Pause after an evaluation that failed, in milliseconds. */
const RETRY_AFTER = 60_000;

/** An evaluation far enough away to mean never; a date that both databases and JavaScript can hold. */
export const NEVER: Millis = Date.UTC(9999, 0, 1);

/** Options of {@link EntityEvaluator.create}. @internal */
export interface EntityEvaluatorOptions {
  /** The rules in force, as the given connection sees them. */
  rules: { inForce(db: Knex): Promise<readonly ActiveScorecard[]> };
  findFact: (id: string) => FactDefinition | undefined;
  subjects: SubjectLoader;
  decisions: DecisionReader;
  roles: RoleReader;
  due: DueStore;
  results: ResultStore;
  history: HistoryStore;
  inputs: InputStore;
  overviews: OverviewStore;
  logger: LoggerService;
}

/** Which entities are evaluated and why. @internal */
export interface EvaluationRequest {
  entityRefs: readonly string[];
  now: Millis;
  /** One for all, or per entity. */
  cause: ChangeCause | ((entityRef: string) => ChangeCause);
  /** Leaves out entities that somebody else has evaluated while we waited for their lock. */
  onlyDue?: boolean;
  /** Somebody is about to read the whole answers; without it only what lists and gates need is written. */
  bodies?: boolean;
}

/** What one entity's evaluation leaves to be written. */
interface Judged {
  stored: StoredResult[];
  history: NewHistory[];
  changes: ResultChange[];
  due: DueEntry;
  basis?: NewBasis;
}

/**
 * Evaluates entities and stores what came out, inside the transaction of the caller.
 *
 * @remarks The number of queries does not depend on the number of entities.
 * @internal
 */
export class EntityEvaluator {
  static create(options: EntityEvaluatorOptions): EntityEvaluator {
    return new EntityEvaluator(options);
  }

  private readonly listeners: EvaluationListener[] = [];
  private readonly observers: SubjectObserver[] = [];

  private constructor(private readonly options: EntityEvaluatorOptions) {}

  /** Adds somebody who acts on changed results in the same transaction. */
  addListener(listener: EvaluationListener): void {
    this.listeners.push(listener);
  }

  /** Adds somebody who keeps something of every evaluation in the same transaction. */
  addObserver(observer: SubjectObserver): void {
    this.observers.push(observer);
  }

  async evaluate(
    trx: Knex.Transaction,
    request: EvaluationRequest,
  ): Promise<ResultChange[]> {
    const { rules, subjects, due, results } = this.options;
    const { now } = request;
    const locked = await due.lock(trx, request.entityRefs, now);
    const refs = await this.wanted(trx, request, [...locked.values()]);
    if (refs.length === 0) return [];

    const scorecards = await rules.inForce(trx);
    const loaded = await subjects.load(trx, refs, entity =>
      scopesRead(scorecards, entity),
    );
    const present = refs.filter(ref => loaded.bases.has(ref));
    await this.forget(
      trx,
      refs.filter(ref => !loaded.bases.has(ref)),
    );
    const previous = new Map<string, PreviousResult[]>();
    let latest = now;
    for (const result of await results.previous(trx, present)) {
      const of = previous.get(result.entityRef) ?? [];
      previous.set(result.entityRef, [...of, result]);
      // A clock that stepped back must not make us forget what was decided a moment ago.
      latest = Math.max(latest, result.evaluatedAt);
    }
    const { standing, holds } = await this.people(
      trx,
      [...loaded.bases.values()].map(({ entity }) => entity),
      latest,
    );

    const judged: Judged[] = [];
    const evaluated: EvaluatedSubject[] = [];
    for (const ref of present) {
      const part = loaded.bases.get(ref);
      const lock = locked.get(ref);
      if (!part || !lock) continue;
      const before = previous.get(ref) ?? [];
      try {
        const basis = { ...part, holds: holds.get(ref) ?? {} };
        const at = Math.max(now, ...before.map(result => result.evaluatedAt));
        const found = judgeEntity(
          {
            basis,
            subjects: loaded.subjects,
            standing: standing.get(ref),
            previous: before,
            now: at,
            findFact: this.options.findFact,
          },
          scorecards,
        );
        judged.push(
          this.toWrite(request, lock, basis, before, scorecards, found, at),
        );
        const subject = loaded.subjects.get(ref);
        if (subject) evaluated.push({ subject, results: found, at });
      } catch (error) {
        this.options.logger.error(
          `Evaluation of ${ref} failed: ${stringifyError(error)}`,
        );
        await due.postpone(trx, ref, now + RETRY_AFTER);
      }
    }
    await this.write(trx, judged);
    if (evaluated.length > 0) {
      for (const observer of this.observers) {
        await observer.onEvaluated(trx, evaluated);
      }
    }
    const changes = judged.flatMap(entity => entity.changes);
    if (changes.length > 0) {
      for (const listener of this.listeners) {
        await listener.onResults(trx, changes);
      }
    }
    return changes;
  }

  /** Those of the locked entities that have to be evaluated. */
  private async wanted(
    trx: Knex.Transaction,
    { now, onlyDue, bodies }: EvaluationRequest,
    locked: readonly LockedEntity[],
  ): Promise<string[]> {
    const refs = locked.map(({ entityRef }) => entityRef);
    if (!onlyDue) return refs;
    const due = new Set(
      locked.filter(({ dueAt }) => dueAt <= now).map(one => one.entityRef),
    );
    const bare = bodies
      ? await this.options.results.withoutBody(trx, refs)
      : new Set<string>();
    return refs.filter(ref => due.has(ref) || bare.has(ref));
  }

  /** Decisions, and whether those who made them still hold the role. */
  private async people(
    trx: Knex.Transaction,
    entities: readonly EntityProfile[],
    now: Millis,
  ) {
    const { decisions, roles } = this.options;
    const standing = await decisions.standing(trx, entities, now);
    const holds = await roles.holds(
      trx,
      entities.flatMap(entity => {
        const made = standing.get(entity.entityRef)?.decisions ?? [];
        // Under a delegation the role is that of the person who delegated.
        const pairs = made.map(({ by, onBehalfOf, role }) => ({
          person: onBehalfOf ?? by,
          role,
        }));
        return pairs.length === 0 ? [] : [{ entity, pairs }];
      }),
    );
    return { standing, holds };
  }

  private toWrite(
    request: EvaluationRequest,
    lock: LockedEntity,
    basis: EvaluationBasis,
    before: readonly PreviousResult[],
    scorecards: readonly ActiveScorecard[],
    found: readonly ScorecardResult[],
    at: Millis,
  ): Judged {
    const { entity } = basis;
    const { entityRef } = entity;
    const cause =
      typeof request.cause === 'function'
        ? request.cause(entityRef)
        : request.cause;
    const stored: StoredResult[] = [];
    const history: NewHistory[] = [];
    const changes: ResultChange[] = [];
    for (const [index, result] of found.entries()) {
      const { number } = scorecards[index];
      const previous = before.find(
        ({ scorecard, entityUid }) =>
          scorecard === result.scorecard && entityUid === entity.uid,
      );
      const next = toStoredResult(
        result,
        entity,
        number,
        previous,
        request.bodies === true,
      );
      stored.push(next);
      if (!previous || !saysTheSame(previous, next)) {
        changes.push({ entity, result, previous, cause, at });
      }
      const change = toHistory(result, previous, cause, number);
      if (change) history.push(change);
    }
    const dueAt = Math.min(
      NEVER,
      ...found.map(({ validUntil }) =>
        validUntil === undefined ? NEVER : toMillis(validUntil),
      ),
    );
    const body = canonicalJson(basis);
    const digest = sha256Text(body);
    return {
      stored,
      history,
      changes,
      due: { entityRef, dueAt, inputDigest: digest },
      ...(digest === lock.inputDigest
        ? {}
        : { basis: { entityRef, validFrom: at, digest, body } }),
    };
  }

  private async write(
    trx: Knex.Transaction,
    judged: readonly Judged[],
  ): Promise<void> {
    if (judged.length === 0) return;
    const { results, history, inputs, overviews, due } = this.options;
    const refs = judged.map(entity => entity.due.entityRef);
    await results.replace(
      trx,
      refs,
      judged.flatMap(entity => entity.stored),
    );
    await history.append(
      trx,
      judged.flatMap(entity => entity.history),
    );
    await inputs.record(
      trx,
      judged.flatMap(entity => entity.basis ?? []),
    );
    await overviews.forget(trx, refs);
    await due.schedule(
      trx,
      judged.map(entity => entity.due),
    );
  }

  /** Vanished entities keep their history and lose everything that is shown. */
  private async forget(
    trx: Knex.Transaction,
    refs: readonly string[],
  ): Promise<void> {
    if (refs.length === 0) return;
    const { results, overviews, due } = this.options;
    await results.remove(trx, refs);
    await overviews.forget(trx, refs);
    await due.remove(trx, refs);
    for (const observer of this.observers) await observer.onVanished(trx, refs);
  }
}
