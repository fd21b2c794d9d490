import { RollUp, RollUpMember } from '../api/Overview';
import { findFact } from '../facts/catalogue';
import { FactSubject, FactValue } from '../facts/Fact';
import { earliestAfter } from '../facts/select';
import { ScorecardResult } from '../scorecards/Result';
import { comparable } from '../scorecards/ruleValue';
import { Millis, toIso, toMillis } from '../time';
import { MetricTarget, metricTargets, targetsFor } from './metricTargets';
import { metricTiles } from './metricTiles';

/** One entity below the one that is rolled up. @public */
export interface RollUpPart {
  subject: FactSubject;
  scorecards: readonly ScorecardResult[];
}

/** What a roll-up is made of. @internal */
export interface RollUpInput {
  relation: RollUp['relation'];
  /** Entities that may be named. */
  parts: readonly RollUpPart[];
  /** How many more there are that may not. */
  hidden: number;
  now: Millis;
}

/** One member with its figures; holds until `validUntil` or until something about the entity changes. @public */
export interface RolledMember {
  member: RollUpMember;
  validUntil?: string;
}

/** Members that have been worked out before. @public */
export interface CombineMembersInput {
  relation: RollUp['relation'];
  members: readonly RolledMember[];
  /** Every member's incidents together, for the mean times; absent where there are none. */
  pool?: FactSubject;
  /** How many more there are that may not be named. */
  hidden: number;
  now: Millis;
}

/** Mean times are worked out again from all incidents: a mean of means would weigh them wrongly. */
const pooledFacts = ['incident.mtta', 'incident.mttr', 'incident.mtbf'];

/** Kinds of evidence that {@link CombineMembersInput.pool} needs. @public */
export const pooledKinds = ['incident'] as const;

function earliest(
  instants: readonly (string | undefined)[],
  now: Millis,
): { validUntil?: string } {
  const until = earliestAfter(
    now,
    instants.map(at => (at === undefined ? undefined : toMillis(at))),
  );
  return until === undefined ? {} : { validUntil: toIso(until) };
}

/** What a roll-up shows of one entity. @public */
export function rollUpMember(part: RollUpPart, now: Millis): RolledMember {
  const { entity } = part.subject;
  const metrics = metricTiles(part.subject, now, {
    targets: targetsFor(part.scorecards),
    trends: false,
  });
  return {
    member: {
      entityRef: entity.entityRef,
      kind: entity.kind,
      title: entity.title ?? entity.name,
      scorecards: part.scorecards
        .filter(({ applicable }) => applicable)
        .map(({ scorecard, gate, counts }) => ({
          scorecard,
          gate: gate.state,
          counts,
        })),
      metrics: Object.fromEntries(
        metrics.map(({ id, value, meets }) => [id, { value, meets }]),
      ),
    },
    ...earliest(
      [...metrics, ...part.scorecards].map(one => one.validUntil),
      now,
    ),
  };
}

function worstOf(
  { id, fact }: MetricTarget,
  members: readonly RollUpMember[],
): { entityRef: string; value: FactValue } | undefined {
  const definition = findFact(fact);
  if (!definition) return undefined;
  let worst: { entityRef: string; value: FactValue } | undefined;
  let extreme: number | undefined;
  for (const { entityRef, metrics } of members) {
    const metric = metrics[id];
    if (!metric || metric.value === null) continue;
    const value = comparable(metric.value, definition.unit);
    if (value === undefined) continue;
    const isWorse =
      extreme === undefined ||
      (definition.better === 'higher' ? value < extreme : value > extreme);
    if (!isWorse) continue;
    extreme = value;
    worst = { entityRef, value: metric.value };
  }
  return worst;
}

function pooledOf(fact: string, pool: FactSubject | undefined, now: Millis) {
  const definition = findFact(fact);
  if (!pooledFacts.includes(fact) || !pool || !definition) return undefined;
  const { value, n, reason } = definition.compute(pool, { now });
  return {
    value: typeof value === 'number' ? value : null,
    ...(n === undefined ? {} : { n }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/**
 * How many of the members meet each target of how many, the worst, and the list.
 *
 * @remarks Ratios are never averaged. What the caller may not see is counted among what is not known, and never named.
 * @public
 */
export function combineMembers(input: CombineMembersInput): RollUp {
  const { relation, pool, hidden, now } = input;
  const members = input.members.map(({ member }) => member);
  const metrics = metricTargets.map(tile => {
    const { id, title, fact } = tile;
    const count = (meets: boolean) =>
      members.filter(member => member.metrics[id]?.meets === meets).length;
    const [meets, misses] = [count(true), count(false)];
    const worst = worstOf(tile, members);
    const pooled = pooledOf(fact, pool, now);
    return {
      id,
      title,
      meets,
      misses,
      unknown: members.length + hidden - meets - misses,
      ...(worst ? { worst } : {}),
      ...(pooled ? { pooled } : {}),
    };
  });
  return {
    relation,
    members,
    hidden,
    metrics,
    ...earliest(
      input.members.map(({ validUntil }) => validUntil),
      now,
    ),
  };
}

/** How the entities below one stand, all worked out at once. @internal */
export function rollUp(input: RollUpInput): RollUp {
  const { relation, parts, hidden, now } = input;
  const [first] = parts;
  return combineMembers({
    relation,
    members: parts.map(part => rollUpMember(part, now)),
    ...(first
      ? {
          pool: {
            ...first.subject,
            evidence: parts.flatMap(({ subject }) => subject.evidence),
            superseded: [],
          },
        }
      : {}),
    hidden,
    now,
  });
}
