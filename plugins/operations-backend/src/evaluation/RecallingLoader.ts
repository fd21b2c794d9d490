import {
  EntityProfile,
  EvidenceKind,
  FactDefinition,
  FactQuestion,
  factsAsked,
  FactSubject,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { revisionsOf } from '../ledger/evidenceRevisions';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import {
  changedKinds,
  FactMemory,
  factsThatHold,
  kindsLacking,
} from './FactMemory';
import { FactMemoryStore } from './FactMemoryStore';
import { RecalledEntity, RecalledSubjects } from './RecalledSubjects';
import { scopesRead } from './scopesRead';
import { LoadedSubjects, SubjectLoader } from './SubjectLoader';

/** Below this many records an entity is computed from the beginning: that is faster than remembering. */
const LEAST = 50;

/** What is shown of dates is made anew after a day at the latest, in milliseconds. */
const OBSERVE_EVERY = 86_400_000;

/** Options of {@link RecallingLoader.create}. @internal */
export interface RecallingLoaderOptions {
  subjects: SubjectLoader;
  memories: FactMemoryStore;
  findFact: (id: string) => FactDefinition | undefined;
  /** Of the code that computes facts. */
  version: string;
  /** Fewest records of an entity with which remembering pays. */
  least?: number;
}

/** What is to be evaluated. @internal */
export interface RecallRequest {
  entityRefs: readonly string[];
  scorecards: readonly ActiveScorecard[];
  now: Millis;
  /** Kinds of evidence that observers look at. */
  observed: readonly EvidenceKind[];
  /** Entities of which all evidence is wanted whatever is remembered. */
  isWhole: (entityRef: string) => boolean;
}

const digestOf = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex');

/**
 * Loads for an evaluation only the evidence from which something has to be computed again.
 *
 * @remarks
 * A fact is computed again when a record of a kind that it reads was written or deleted, when its `validUntil` has passed, or
 * when the entity, the settings, what is known of vulnerabilities or the code changed. Everything else is recalled.
 * @internal
 */
export class RecallingLoader {
  static create(options: RecallingLoaderOptions): RecallingLoader {
    return new RecallingLoader(options);
  }

  private constructor(private readonly options: RecallingLoaderOptions) {}

  async load(db: Knex, request: RecallRequest): Promise<RecalledSubjects> {
    const { subjects, memories, findFact, least = LEAST } = this.options;
    const { scorecards, observed } = request;
    const found = await subjects.entitiesFor(db, request.entityRefs, entity =>
      scopesRead(scorecards, entity),
    );
    const { bases, profiles } = found;
    const refs = [...profiles.keys()];
    // Read before the evidence: what is written in between is then computed once too often, never once too few.
    const revisions = await revisionsOf(
      db,
      [...profiles.values()].map(({ uid }) => uid),
    );
    const remembered = await memories.read(db, refs);
    const knowledge = await subjects.knowledge(db);
    const shared = digestOf([
      subjects.settings(),
      // Scores decide nothing.
      knowledge.sources.filter(({ feed }) => feed === 'kev'),
      this.options.version,
    ]);
    const questions =
      remembered.size > 0 ? asked(scorecards, found) : new Map();
    const entities = new Map<string, RecalledEntity>();
    const narrowed = new Map<string, ReadonlySet<EvidenceKind>>();
    for (const [ref, profile] of profiles) {
      const entity: RecalledEntity = {
        basis: digestOf([profile, shared]),
        revisions: revisions.get(profile.uid) ?? {},
        changed: new Set(),
        remembered: remembered.has(ref),
      };
      entities.set(ref, entity);
      const memory = remembered.get(ref);
      if (memory?.basis !== entity.basis || request.isWhole(ref)) continue;
      entity.memory = memory;
      entity.changed = changedKinds(memory.revisions, entity.revisions);
      const kinds = this.kindsFor(entity, memory, questions.get(ref) ?? [], {
        now: request.now,
        observed: bases.has(ref) ? observed : [],
      });
      narrowed.set(ref, kinds);
    }
    // Those that are known in part share one query, and so all of its kinds.
    const kinds = new Set([...narrowed.values()].flatMap(set => [...set]));
    for (const ref of narrowed.keys()) {
      const entity = entities.get(ref);
      if (entity) entity.kinds = kinds;
    }
    return RecalledSubjects.create({
      loaded: {
        bases,
        subjects: await subjects.withEvidence(db, profiles, {
          knowledge,
          narrowed: { refs: new Set(narrowed.keys()), kinds },
        }),
      },
      entities,
      observed,
      least,
      findFact,
    });
  }

  /** Everything that is known of entities now, for whoever needs more than an evaluation did. */
  async whole(
    db: Knex,
    entityRefs: readonly string[],
  ): Promise<Map<string, FactSubject>> {
    const { subjects } = this.options;
    return (await subjects.load(db, entityRefs, () => [])).subjects;
  }

  private kindsFor(
    { changed }: RecalledEntity,
    memory: FactMemory,
    questions: readonly FactQuestion[],
    { now, observed }: Pick<RecallRequest, 'now' | 'observed'>,
  ): Set<EvidenceKind> {
    const { findFact } = this.options;
    const holding = factsThatHold(memory, changed, now, findFact);
    const kinds = kindsLacking(questions, holding, findFact);
    const stirred = observed.some(kind => changed.has(kind) || kinds.has(kind));
    if (stirred || now - memory.observedAt >= OBSERVE_EVERY) {
      for (const kind of observed) kinds.add(kind);
    }
    return kinds;
  }
}

/** What the rules in force ask, by the entity of which they ask it. */
function asked(
  scorecards: readonly ActiveScorecard[],
  {
    bases,
    profiles,
  }: {
    bases: LoadedSubjects['bases'];
    profiles: ReadonlyMap<string, EntityProfile>;
  },
): Map<string, FactQuestion[]> {
  const questions = new Map<string, FactQuestion[]>();
  for (const { entity, related } of bases.values()) {
    const others = Object.fromEntries(
      Object.entries(related).map(([scope, refs]) => [
        scope,
        refs.flatMap(ref => profiles.get(ref) ?? []),
      ]),
    );
    for (const { scorecard } of scorecards) {
      for (const question of factsAsked(scorecard, entity, others)) {
        const known = questions.get(question.entityRef);
        if (known) known.push(question);
        else questions.set(question.entityRef, [question]);
      }
    }
  }
  return questions;
}
