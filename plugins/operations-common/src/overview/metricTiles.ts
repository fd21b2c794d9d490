import { Metric } from '../api/sections';
import { findFact } from '../facts/catalogue';
import { FactDefinition, FactResult, FactSubject } from '../facts/Fact';
import { newestEvidence } from '../facts/newestEvidence';
import { judge } from '../scorecards/judge';
import { Millis, toIso } from '../time';
import { MetricTarget, metricTargets } from './metricTargets';
import { couldHaveTrend, Past, pastOf, trendOf } from './trend';

const verdictMeets: Record<string, boolean | null> = {
  pass: true,
  fail: false,
};

interface Answer {
  fact: FactDefinition;
  result: FactResult;
}

/** Where nothing scans the entity, its build may still have counted critical vulnerabilities. */
function withoutScan(
  subject: FactSubject,
  answer: Answer,
  now: Millis,
): Answer {
  const scanned = subject.evidence.some(
    record => record.kind === 'vulnerability-scan',
  );
  const fact = findFact('quality.criticals');
  if (scanned || fact === undefined) return answer;
  const result = fact.compute(subject, { now });
  if (result.value === null) return answer;
  const reason = 'no scan was reported; as the newest build counted them';
  return { fact, result: { ...result, reason } };
}

function answerOf(
  tile: MetricTarget,
  subject: FactSubject,
  now: Millis,
): Answer | undefined {
  const fact = findFact(tile.fact);
  if (fact === undefined) return undefined;
  const answer = { fact, result: fact.compute(subject, { now }) };
  return tile.id === 'openCriticals'
    ? withoutScan(subject, answer, now)
    : answer;
}

function tileOf(
  tile: MetricTarget,
  { fact, result }: Answer,
  past: Past | undefined,
  now: Millis,
): Metric {
  const rule = { fact: fact.id, op: tile.op, value: tile.target };
  const { verdict, validUntil } = judge({ result }, rule, fact, now);
  const trend = past && trendOf(fact, past);
  const { validUntil: _, ...rest } = result;
  return {
    ...rest,
    ...newestEvidence(result.evidence),
    id: tile.id,
    fact: fact.id,
    title: tile.title,
    target: tile.target,
    op: tile.op,
    meets: verdictMeets[verdict] ?? null,
    ...(validUntil === undefined ? {} : { validUntil: toIso(validUntil) }),
    ...(trend ? { trend } : {}),
  };
}

/**
 * The tiles of an entity: each metric with its target and how it has moved.
 *
 * @param options - `targets` replace the usual ones; `trends: false` leaves out the history, where nobody looks at it
 * @internal
 */
export function metricTiles(
  subject: FactSubject,
  now: Millis,
  options: { targets?: readonly MetricTarget[]; trends?: boolean } = {},
): Metric[] {
  const { targets = metricTargets, trends = true } = options;
  let past: Past | undefined;
  return targets.flatMap(tile => {
    const answer = answerOf(tile, subject, now);
    if (answer === undefined) return [];
    if (!trends || !couldHaveTrend(answer.fact, subject)) {
      return [tileOf(tile, answer, undefined, now)];
    }
    past ??= pastOf(subject, now);
    return [tileOf(tile, answer, past, now)];
  });
}
