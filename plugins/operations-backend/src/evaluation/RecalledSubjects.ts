import {
  EvidenceKind,
  FactDefinition,
  FactReader,
  FactSubject,
  Millis,
  ReadFact,
} from '@backstage-operations/plugin-operations-common';
import { Revisions } from '../ledger/evidenceRevisions';
import { FactMemory, factsThatHold } from './FactMemory';
import { LoadedSubjects } from './SubjectLoader';

/** What was loaded of one entity, and what need not be. @internal */
export interface RecalledEntity {
  basis: string;
  revisions: Revisions;
  /** Whether anything is remembered, of use or not. */
  remembered: boolean;
  /** Absent where nothing can be recalled. */
  memory?: FactMemory;
  /** Kinds of evidence that changed since the memory. */
  changed: ReadonlySet<string>;
  /** Kinds of evidence that were loaded; absent: all. */
  kinds?: ReadonlySet<EvidenceKind>;
}

/** Entities for one evaluation, of which some are known without their evidence. @internal */
export class RecalledSubjects {
  static create(options: {
    loaded: LoadedSubjects;
    entities: ReadonlyMap<string, RecalledEntity>;
    observed: readonly EvidenceKind[];
    /** Fewest records of an entity with which remembering pays. */
    least: number;
    findFact: (id: string) => FactDefinition | undefined;
  }): RecalledSubjects {
    return new RecalledSubjects(options);
  }

  private constructor(
    private readonly options: Parameters<typeof RecalledSubjects.create>[0],
  ) {}

  get bases(): LoadedSubjects['bases'] {
    return this.options.loaded.bases;
  }

  get subjects(): LoadedSubjects['subjects'] {
    return this.options.loaded.subjects;
  }

  /** Reads facts: from memory where that holds, else from the evidence that was loaded for it. */
  reader(now: Millis): FactReader {
    const { findFact } = this.options;
    const holding = new Map<string, ReadonlyMap<string, ReadFact>>();
    return FactReader.create({
      now,
      findFact,
      recall: ({ entity: { entityRef } }, key) => {
        const entity = this.options.entities.get(entityRef);
        if (!entity?.memory) return undefined;
        let facts = holding.get(entityRef);
        if (!facts) {
          const { memory, changed } = entity;
          facts = factsThatHold(memory, changed, now, findFact);
          holding.set(entityRef, facts);
        }
        const fact = facts.get(key);
        if (!fact) this.requireEvidence(entity, key);
        return fact;
      },
    });
  }

  /** Whether everything was loaded that observers look at. */
  isObservable(entityRef: string): boolean {
    const kinds = this.options.entities.get(entityRef)?.kinds;
    return !kinds || this.options.observed.every(kind => kinds.has(kind));
  }

  /**
   * What to remember of an entity that was just evaluated.
   *
   * @returns undefined where it pays to forget, `as-it-is` where nothing is to be written
   */
  memoryOf(
    subject: FactSubject,
    reader: FactReader,
  ): FactMemory | 'as-it-is' | undefined {
    const { entityRef } = subject.entity;
    const entity = this.options.entities.get(entityRef);
    if (!entity) return 'as-it-is';
    const { basis, revisions, memory, changed, kinds } = entity;
    if (!kinds && subject.evidence.length < this.options.least) {
      return entity.remembered ? undefined : 'as-it-is';
    }
    const old = new Map(memory?.facts);
    const held = memory
      ? factsThatHold(memory, changed, reader.now, this.options.findFact)
      : new Map<string, ReadFact>();
    let fresh = 0;
    const facts = [...reader.readOf(subject)].map(
      ([key, fact]): [string, ReadFact] => {
        const known = held.has(key) ? old.get(key) : undefined;
        if (!known) fresh += 1;
        return [key, known ?? fact];
      },
    );
    const observable = this.isObservable(entityRef);
    if (memory && fresh === 0 && changed.size === 0 && !observable) {
      return 'as-it-is';
    }
    const observedAt = memory && !observable ? memory.observedAt : reader.now;
    return { entityRef, basis, revisions, observedAt, facts };
  }

  /** Evidence that was thought to be needless would be missed silently otherwise. */
  private requireEvidence({ kinds }: RecalledEntity, key: string): void {
    const fact = this.options.findFact(key.split(' ')[0]);
    const missing = fact?.kinds.find(kind => kinds && !kinds.has(kind));
    if (missing) {
      throw new TypeError(`${key} needs ${missing}, which was not loaded`);
    }
  }
}
