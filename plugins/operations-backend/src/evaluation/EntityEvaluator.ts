import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  EntityProfile,
  EvidenceKind,
  FactSubject,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { Breather } from '../runtime/Breather';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { ChangeCause } from './codes';
import { LockedEntity } from './DueStore';
import { EvaluationListener, ResultChange } from './EvaluationListener';
import { EvaluationStores, EvaluationWriter } from './EvaluationWriter';
import { Judged, judgedEntity } from './judgedEntity';
import { judgeEntity } from './judgeEntity';
import { RecalledSubjects } from './RecalledSubjects';
import { RecallingLoader } from './RecallingLoader';
import { PreviousResult } from './ResultStore';
import { DecisionReader, RoleReader } from './StandingDecisions';
import { EvaluatedSubject, SubjectObserver } from './SubjectObserver';

/** Pause after an evaluation that failed, in milliseconds. */
const RETRY_AFTER = 60_000;

/** Options of {@link EntityEvaluator.create}. @internal */
export interface EntityEvaluatorOptions extends EvaluationStores {
  /** The rules in force, as the given connection sees them. */
  rules: { inForce(db: Knex): Promise<readonly ActiveScorecard[]> };
  loader: RecallingLoader;
  decisions: DecisionReader;
  roles: RoleReader;
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

function causeOf(
  { cause }: Pick<EvaluationRequest, 'cause'>,
  entityRef: string,
): ChangeCause {
  return typeof cause === 'function' ? cause(entityRef) : cause;
}

/**
 * Evaluates entities and stores what came out, inside the transaction of the caller.
 *
 * @remarks The number of queries does not depend on the number of entities.
 * @internal
 */
export class EntityEvaluator {
  static create(options: EntityEvaluatorOptions): EntityEvaluator {
    return new EntityEvaluator(options, EvaluationWriter.create(options));
  }

  private readonly listeners: EvaluationListener[] = [];
  private readonly observers: SubjectObserver[] = [];

  private constructor(
    private readonly options: EntityEvaluatorOptions,
    private readonly writer: EvaluationWriter,
  ) {}

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
    const { rules, loader, due, results, memories } = this.options;
    const { now } = request;
    const locked = await due.lock(trx, request.entityRefs, now);
    const refs = await this.wanted(trx, request, [...locked.values()]);
    if (refs.length === 0) return [];

    const scorecards = await rules.inForce(trx);
    const loaded = await loader.load(trx, {
      entityRefs: refs,
      scorecards,
      now,
      observed: this.observed(),
      isWhole: ref => ['decision', 'waiver'].includes(causeOf(request, ref)),
    });
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
    const breather = Breather.create();
    for (const ref of present) {
      await breather.breathe();
      const part = loaded.bases.get(ref);
      const lock = locked.get(ref);
      if (!part || !lock) continue;
      const before = previous.get(ref) ?? [];
      try {
        const basis = { ...part, holds: holds.get(ref) ?? {} };
        const at = Math.max(now, ...before.map(result => result.evaluatedAt));
        const facts = loaded.reader(at);
        const found = judgeEntity(
          {
            basis,
            subjects: loaded.subjects,
            standing: standing.get(ref),
            previous: before,
            now: at,
            facts,
          },
          scorecards,
        );
        const subject = loaded.subjects.get(ref);
        judged.push({
          ...judgedEntity({
            lock,
            basis,
            before,
            scorecards,
            found,
            cause: causeOf(request, ref),
            at,
            withBodies: request.bodies === true,
          }),
          memory: subject && loaded.memoryOf(subject, facts),
        });
        if (subject) evaluated.push({ subject, results: found, at });
      } catch (error) {
        this.options.logger.error(
          `Evaluation of ${ref} failed: ${stringifyError(error)}`,
        );
        await due.postpone(trx, ref, now + RETRY_AFTER);
        await memories.forget(trx, [ref]);
      }
    }
    await this.writer.write(trx, judged);
    await this.observe(trx, loaded, evaluated, judged);
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

  private observed(): EvidenceKind[] {
    return [...new Set(this.observers.flatMap(({ kinds }) => [...kinds]))];
  }

  /** Shows observers what was evaluated; what was recalled only where a result changed, and then with all its evidence. */
  private async observe(
    trx: Knex.Transaction,
    loaded: RecalledSubjects,
    evaluated: readonly EvaluatedSubject[],
    judged: readonly Judged[],
  ): Promise<void> {
    if (this.observers.length === 0) return;
    const changed = new Set(
      judged
        .filter(({ changes }) => changes.length > 0)
        .map(({ due }) => due.entityRef),
    );
    const refOf = ({ subject }: EvaluatedSubject) => subject.entity.entityRef;
    const late = evaluated.filter(
      one => !loaded.isObservable(refOf(one)) && changed.has(refOf(one)),
    );
    const whole =
      late.length > 0
        ? await this.options.loader.whole(trx, late.map(refOf))
        : new Map<string, FactSubject>();
    const shown = evaluated.flatMap(one => {
      if (loaded.isObservable(refOf(one))) return one;
      const subject = whole.get(refOf(one));
      return subject ? { ...one, subject } : [];
    });
    if (shown.length === 0) return;
    for (const observer of this.observers) {
      await observer.onEvaluated(trx, shown);
    }
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

  /** Vanished entities lose what is shown; observers forget them as well. */
  private async forget(
    trx: Knex.Transaction,
    refs: readonly string[],
  ): Promise<void> {
    if (refs.length === 0) return;
    await this.writer.forget(trx, refs);
    for (const observer of this.observers) await observer.onVanished(trx, refs);
  }
}
