import { Knex } from 'knex';
import {
  EvaluationListener,
  ResultChange,
} from '../evaluation/EvaluationListener';
import {
  ScorecardChange,
  ScorecardListener,
} from '../scorecards/ScorecardListener';
import { EventLog } from './EventLog';

/** Writes what nobody decides to the log: gates that move, and rules that come in force. @internal */
export class ChangeLog implements EvaluationListener, ScorecardListener {
  static create(log: EventLog): ChangeLog {
    return new ChangeLog(log);
  }

  private constructor(private readonly log: EventLog) {}

  async onResults(
    trx: Knex.Transaction,
    changes: readonly ResultChange[],
  ): Promise<void> {
    // The first evaluation of an entity moves nothing, unless its gate stands open from the beginning.
    const moved = changes.filter(({ previous, result }) =>
      previous === undefined
        ? result.gate.state === 'approved'
        : previous.gate !== result.gate.state,
    );
    await this.log.append(
      trx,
      moved.map(({ entity, result, previous, cause, at }) => ({
        type: 'gate.changed',
        at,
        actor: 'system',
        entityRef: entity.entityRef,
        data: {
          entityUid: entity.uid,
          scorecard: result.scorecard,
          from: previous?.gate ?? null,
          to: result.gate.state,
          cause,
          policyDigest: result.policyDigest,
          exitSubjectDigest: result.exit.subjectDigest,
        },
      })),
    );
  }

  async onScorecard(
    trx: Knex.Transaction,
    change: ScorecardChange,
  ): Promise<void> {
    const { scorecard, digest, loadedBy, at } = change;
    await this.log.append(trx, [
      {
        type:
          digest === undefined ? 'scorecard.withdrawn' : 'scorecard.activated',
        at,
        actor: 'system',
        data: {
          scorecard,
          loadedBy,
          ...(digest === undefined ? {} : { policyDigest: digest }),
        },
      },
    ]);
  }
}
