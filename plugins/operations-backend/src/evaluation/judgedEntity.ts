import {
  canonicalJson,
  Millis,
  ScorecardResult,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { createHash } from 'node:crypto';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { ChangeCause } from './codes';
import { DueEntry, LockedEntity } from './DueStore';
import { EvaluationBasis } from './EvaluationBasis';
import { ResultChange } from './EvaluationListener';
import { FactMemory } from './FactMemory';
import { NewHistory } from './HistoryStore';
import { NewBasis } from './InputStore';
import { PreviousResult, StoredResult } from './ResultStore';
import { toHistory } from './toHistory';
import { saysTheSame, toStoredResult } from './toStoredResult';

/** An evaluation far enough away to mean never; a date that both databases and JavaScript can hold. @internal */
export const NEVER: Millis = Date.UTC(9999, 0, 1);

/** What one entity's evaluation leaves to be written. @internal */
export interface Judged {
  stored: StoredResult[];
  /** There is a result under a scorecard that is no longer in force. */
  outdated: boolean;
  history: NewHistory[];
  changes: ResultChange[];
  due: DueEntry;
  basis?: NewBasis;
  /** Undefined: to be forgotten. */
  memory: FactMemory | 'as-it-is' | undefined;
}

/** An entity with its verdicts, and what was known before. @internal */
export interface Verdicts {
  lock: LockedEntity;
  basis: EvaluationBasis;
  before: readonly PreviousResult[];
  scorecards: readonly ActiveScorecard[];
  /** In the order of the scorecards. */
  found: readonly ScorecardResult[];
  cause: ChangeCause;
  at: Millis;
  withBodies: boolean;
}

/** What has to be written of an entity's verdicts, beside what is remembered of its facts; pure. @internal */
export function judgedEntity(verdicts: Verdicts): Omit<Judged, 'memory'> {
  const { lock, basis, before, scorecards, found, cause, at, withBodies } =
    verdicts;
  const { entity } = basis;
  const { entityRef } = entity;
  const stored: StoredResult[] = [];
  const history: NewHistory[] = [];
  const changes: ResultChange[] = [];
  for (const [index, result] of found.entries()) {
    const { number } = scorecards[index];
    const previous = before.find(
      ({ scorecard, entityUid }) =>
        scorecard === result.scorecard && entityUid === entity.uid,
    );
    const next = toStoredResult(result, entity, number, previous, withBodies);
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
  const digest = createHash('sha256').update(body).digest('hex');
  return {
    stored,
    outdated: before.some(
      ({ scorecard }) => !found.some(one => one.scorecard === scorecard),
    ),
    history,
    changes,
    due: { entityRef, dueAt, inputDigest: digest },
    ...(digest === lock.inputDigest
      ? {}
      : { basis: { entityRef, validFrom: at, digest, body } }),
  };
}
