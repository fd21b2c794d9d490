import { InputError, NotFoundError } from '@backstage/errors';
import {
  durationMillis,
  EntityFacts,
  Evidence,
  EvidenceKind,
  FactDefinition,
  FactResult,
  FactSubject,
  MetricSeries,
  metricTargets,
  Millis,
  newestEvidence,
  quarterlyMetric,
  quarterRows,
  Quarters,
  quartersUntil,
  subjectAt,
  timelineOf,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EntityStore } from '../entities/EntityStore';
import { AsOfReader } from '../evaluation/AsOfReader';
import { SubjectLoader } from '../evaluation/SubjectLoader';
import { EvidenceStore } from '../ledger/EvidenceStore';

/** Points of one series at most. */
const MAX_POINTS = 1_000;

/** Shortest distance of two points, in milliseconds. */
const MIN_STEP = 3_600_000;

/** Records read for one series at most, newest first. */
const MAX_RECORDS = 20_000;

/** The operational metrics of the Phase 08 document are the first of the tiles. */
const OPERATIONAL = 7;

/** Options of {@link FactExplorer.create}. @internal */
export interface FactExplorerOptions {
  db: Knex;
  entities: EntityStore;
  evidence: EvidenceStore;
  subjects: SubjectLoader;
  asOf: AsOfReader;
  facts: () => readonly FactDefinition[];
  clock: () => Millis;
}

function answers(
  facts: readonly FactDefinition[],
  subject: FactSubject,
  now: Millis,
): FactResult[] {
  return facts.flatMap(fact => {
    const asked = fact.of?.required ? fact.of.values ?? [] : [undefined];
    return asked.map(of => {
      const query = of === undefined ? { now } : { now, of };
      const result = fact.compute(subject, query);
      return { ...result, ...newestEvidence(result.evidence) };
    });
  });
}

/** Computes facts on request: all of them at one instant, or one of them over time. @internal */
export class FactExplorer {
  static create(options: FactExplorerOptions): FactExplorer {
    return new FactExplorer(options);
  }

  private constructor(private readonly options: FactExplorerOptions) {}

  /** What is known of an entity now. */
  async subject(entityRef: string): Promise<FactSubject> {
    const { db, subjects } = this.options;
    const loaded = await subjects.load(db, [entityRef], () => []);
    const subject = loaded.subjects.get(entityRef);
    if (!subject) throw new NotFoundError(`There is no entity ${entityRef}`);
    return subject;
  }

  /** All facts, now or from what had been received by a past instant. */
  async facts(entityRef: string, at?: Millis): Promise<EntityFacts> {
    const { asOf, facts, clock } = this.options;
    const now = at ?? clock();
    if (now > clock())
      throw new InputError('query.at: must not be in the future');
    const subject =
      at === undefined
        ? await this.subject(entityRef)
        : (await asOf.inputs(entityRef, at)).subjects.get(entityRef);
    if (!subject) throw new NotFoundError(`There is no entity ${entityRef}`);
    return {
      entityRef,
      asOf: toIso(now),
      facts: answers(facts(), subject, now),
    };
  }

  /** A tile's fact at equal distances, from what was true by then; the last point is the end of the period. */
  async series(
    entityRef: string,
    metric: string,
    period: { from: Millis; to: Millis },
    step: string,
  ): Promise<MetricSeries> {
    const tile = metricTargets.find(({ id }) => id === metric);
    const fact = this.options.facts().find(({ id }) => id === tile?.fact);
    if (!fact) throw new NotFoundError(`There is no metric ${metric}`);
    const distance = stepMillis(step);
    const count = Math.floor((period.to - period.from) / distance) + 1;
    if (count > MAX_POINTS) {
      throw new InputError(`query.step: gives more than ${MAX_POINTS} points`);
    }
    const now = await this.subject(entityRef);
    const { evidence } = await this.revisions(entityRef, fact.kinds);
    const timeline = timelineOf({ ...now, evidence, superseded: [] });
    const points: MetricSeries['points'] = [];
    for (let index = count - 1; index >= 0; index--) {
      const at = period.to - index * distance;
      const { value } = fact.compute(subjectAt(timeline, at), { now: at });
      const known = typeof value === 'number' ? value : null;
      points.push({ at: toIso(at), value: known });
    }
    return { id: metric, fact: fact.id, unit: fact.unit, step, points };
  }

  /** The seven operational metrics by calendar quarter, each from all that was ever said about it. */
  async quarters(entityRef: string, count: number): Promise<Quarters> {
    const { facts, clock } = this.options;
    const now = clock();
    const subject = await this.subject(entityRef);
    const quarters = quartersUntil(now, count);
    const metrics: Quarters['metrics'] = [];
    for (const tile of metricTargets.slice(0, OPERATIONAL)) {
      const fact = facts().find(({ id }) => id === tile.fact);
      if (!fact) continue;
      const { evidence, since } = await this.revisions(entityRef, fact.kinds);
      const timeline = timelineOf({ ...subject, evidence, superseded: [] });
      metrics.push(quarterlyMetric(timeline, tile, fact, quarters, since));
    }
    return {
      entityRef,
      asOf: toIso(now),
      quarters: quarterRows(quarters),
      metrics,
    };
  }

  /** Every record of some kinds, and from when on they are all here. */
  private async revisions(
    entityRef: string,
    kinds: readonly EvidenceKind[],
  ): Promise<{ evidence: Evidence[]; since?: Millis }> {
    const { db, evidence } = this.options;
    const { items, totalItems } = await evidence.list(db, {
      entityRef,
      kinds,
      limit: MAX_RECORDS,
      lightScans: true,
    });
    const oldest = items.at(-1);
    return totalItems > items.length && oldest
      ? { evidence: items, since: toMillis(oldest.observedAt) }
      : { evidence: items };
  }
}

function stepMillis(step: string): Millis {
  let millis: Millis;
  try {
    millis = durationMillis(step);
  } catch {
    throw new InputError('query.step: must be an ISO 8601 duration');
  }
  if (millis < MIN_STEP) throw new InputError('query.step: at least PT1H');
  return millis;
}
