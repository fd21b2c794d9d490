import { RollUp, RollUpMember } from '../api/Overview';
import { Metric } from '../api/sections';
import { findFact } from '../facts/catalogue';
import { FactSubject } from '../facts/Fact';
import { earliestAfter } from '../facts/select';
import { ScorecardResult } from '../scorecards/Result';
import { comparable } from '../scorecards/ruleValue';
import { Millis, toIso, toMillis } from '../time';
import { metricTargets, targetsFor } from './metricTargets';
import { metricTiles } from './metricTiles';

/** One entity below the one that is rolled up. @public */
export interface RollUpPart {
  subject: FactSubject;
  scorecards: readonly ScorecardResult[];
}

/** What a roll-up is made of. @public */
export interface RollUpInput {
  relation: RollUp['relation'];
  /** Entities that may be named. */
  parts: readonly RollUpPart[];
  /** How many more there are that may not. */
  hidden: number;
  now: Millis;
}

interface Member {
  part: RollUpPart;
  metrics: Metric[];
}

/** Mean times are worked out again from all incidents: a mean of means would weigh them wrongly. */
const pooledFacts = ['incident.mtta', 'incident.mttr', 'incident.mtbf'];

function memberOf({ part, metrics }: Member): RollUpMember {
  const { entity } = part.subject;
  return {
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
  };
}

function worstOf(id: string, members: readonly Member[]) {
  const better = findFact(
    metricTargets.find(t => t.id === id)?.fact ?? '',
  )?.better;
  let worst: { entityRef: string; value: Metric['value'] } | undefined;
  let extreme: number | undefined;
  for (const { part, metrics } of members) {
    const metric = metrics.find(candidate => candidate.id === id);
    if (!metric || metric.value === null) continue;
    const value = comparable(metric.value, metric.unit);
    if (value === undefined) continue;
    const isWorse =
      extreme === undefined ||
      (better === 'higher' ? value < extreme : value > extreme);
    if (!isWorse) continue;
    extreme = value;
    worst = { entityRef: part.subject.entity.entityRef, value: metric.value };
  }
  return worst;
}

function pooledOf(fact: string, members: readonly Member[], now: Millis) {
  const [first] = members;
  const definition = findFact(fact);
  if (!pooledFacts.includes(fact) || !first || !definition) return undefined;
  const evidence = members.flatMap(({ part }) => part.subject.evidence);
  const { value, n, reason } = definition.compute(
    { ...first.part.subject, evidence, superseded: [] },
    { now },
  );
  return {
    value: typeof value === 'number' ? value : null,
    ...(n === undefined ? {} : { n }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/**
 * How the entities below one stand: how many meet each target of how many, the worst, and the list.
 *
 * @remarks Ratios are never averaged. What the caller may not see is counted among what is not known, and never named.
 * @public
 */
export function rollUp(input: RollUpInput): RollUp {
  const { relation, parts, hidden, now } = input;
  const members: Member[] = parts.map(part => ({
    part,
    metrics: metricTiles(part.subject, now, {
      targets: targetsFor(part.scorecards),
      trends: false,
    }),
  }));
  const metrics = metricTargets.map(({ id, title, fact }) => {
    const tiles = members.flatMap(member =>
      member.metrics.filter(metric => metric.id === id),
    );
    const count = (meets: boolean) =>
      tiles.filter(tile => tile.meets === meets).length;
    const [meets, misses] = [count(true), count(false)];
    const worst = worstOf(id, members);
    const pooled = pooledOf(fact, members, now);
    return {
      id,
      title,
      meets,
      misses,
      unknown: parts.length + hidden - meets - misses,
      ...(worst ? { worst } : {}),
      ...(pooled ? { pooled } : {}),
    };
  });
  const until = earliestAfter(now, [
    ...members.flatMap(member =>
      member.metrics.map(m =>
        m.validUntil ? toMillis(m.validUntil) : undefined,
      ),
    ),
    ...parts.flatMap(part =>
      part.scorecards.map(s =>
        s.validUntil ? toMillis(s.validUntil) : undefined,
      ),
    ),
  ]);
  return {
    relation,
    members: members.map(memberOf),
    hidden,
    metrics,
    ...(until === undefined ? {} : { validUntil: toIso(until) }),
  };
}
