import {
  EntityProfile,
  Evidence,
  EvidenceKind,
  EvidencePayload,
  FactSubject,
  Finding,
  Millis,
  OperationsSettings,
  RelatedScope,
  VulnerabilityKnowledge,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EntityStore } from '../entities/EntityStore';
import { FindingStore } from '../findings/FindingStore';
import { EvidenceStore } from '../ledger/EvidenceStore';
import { EvaluationBasis } from './EvaluationBasis';
import { SettingsStore } from '../settings/SettingsStore';
import { KnowledgeReader } from '../knowledge/KnowledgeReader';
import { InputStore } from './InputStore';

/** Entities with their evidence, and those that their rules read. @internal */
export interface LoadedSubjects {
  /** What the evaluation rests on beside evidence, for each entity that exists. */
  bases: Map<string, Pick<EvaluationBasis, 'entity' | 'related'>>;
  /** Of the entities themselves and of all related ones. */
  subjects: Map<string, FactSubject>;
}

/** Options of {@link SubjectLoader.create}. @internal */
export interface SubjectLoaderOptions {
  entities: EntityStore;
  evidence: EvidenceStore;
  findings: FindingStore;
  inputs: InputStore;
  knowledge: KnowledgeReader;
  /** In force now. */
  settings: OperationsSettings;
  /** In force in the past. */
  settingsStore: SettingsStore;
}

type Bases = LoadedSubjects['bases'];
type Records = Awaited<ReturnType<EvidenceStore['currentFor']>>;

function isNotMet({ kind, payload }: Evidence): boolean {
  return (
    kind === 'control' &&
    (payload as EvidencePayload<'control'>).status === 'not-met'
  );
}

function everyRef(bases: Bases): string[] {
  const refs = new Set<string>();
  for (const [entityRef, { related }] of bases) {
    refs.add(entityRef);
    for (const others of Object.values(related)) {
      for (const other of others) refs.add(other);
    }
  }
  return [...refs];
}

/** Loads what many evaluations need with a handful of queries, however many entities there are. @internal */
export class SubjectLoader {
  static create(options: SubjectLoaderOptions): SubjectLoader {
    return new SubjectLoader(options);
  }

  private constructor(private readonly options: SubjectLoaderOptions) {}

  /** The settings in force now. */
  settings(): OperationsSettings {
    return this.options.settings;
  }

  /** What is known of vulnerabilities now. */
  knowledge(db: Knex): Promise<VulnerabilityKnowledge> {
    return this.options.knowledge.current(db);
  }

  /**
   * As things are now.
   *
   * @param scopesOf - the scopes that rules read for an entity
   */
  async load(
    db: Knex,
    entityRefs: readonly string[],
    scopesOf: (entity: EntityProfile) => readonly RelatedScope[],
  ): Promise<LoadedSubjects> {
    const { bases, profiles } = await this.entitiesFor(
      db,
      entityRefs,
      scopesOf,
    );
    const knowledge = await this.knowledge(db);
    return {
      bases,
      subjects: await this.withEvidence(db, profiles, { knowledge }),
    };
  }

  /** The entities and those that their rules read, without evidence. */
  async entitiesFor(
    db: Knex,
    entityRefs: readonly string[],
    scopesOf: (entity: EntityProfile) => readonly RelatedScope[],
  ): Promise<{ bases: Bases; profiles: Map<string, EntityProfile> }> {
    const { entities } = this.options;
    const profiles = await entities.profiles(db, entityRefs);
    const bases: Bases = new Map();
    const askers = new Map<RelatedScope, string[]>();
    for (const [entityRef, entity] of profiles) {
      bases.set(entityRef, { entity, related: {} });
      for (const scope of scopesOf(entity)) {
        askers.set(scope, [...(askers.get(scope) ?? []), entityRef]);
      }
    }
    for (const [scope, refs] of askers) {
      const related = await entities.related(db, refs, scope);
      for (const ref of refs) {
        const basis = bases.get(ref);
        if (basis) basis.related[scope] = [...(related.get(ref) ?? [])].sort();
      }
    }
    const others = everyRef(bases).filter(ref => !profiles.has(ref));
    if (others.length === 0) return { bases, profiles };
    const related = await entities.profiles(db, others);
    return { bases, profiles: new Map([...profiles, ...related]) };
  }

  /**
   * Entities with what is known of them now.
   *
   * @param options - of the `narrowed` entities only evidence of the given kinds is loaded
   */
  async withEvidence(
    db: Knex,
    profiles: ReadonlyMap<string, EntityProfile>,
    options: {
      knowledge: VulnerabilityKnowledge;
      narrowed?: {
        refs: ReadonlySet<string>;
        kinds: ReadonlySet<EvidenceKind>;
      };
    },
  ): Promise<Map<string, FactSubject>> {
    const { evidence, findings } = this.options;
    const { knowledge, narrowed } = options;
    const whole = [...profiles.keys()].filter(ref => !narrowed?.refs.has(ref));
    const part = narrowed && narrowed.kinds.size > 0 ? [...narrowed.refs] : [];
    const records = new Map([
      ...(await evidence.currentFor(db, whole, { lightScans: true })),
      ...(await evidence.currentFor(db, part, {
        lightScans: true,
        kinds: [...(narrowed?.kinds ?? [])],
      })),
    ]);
    const scanned = narrowed?.kinds.has('vulnerability-scan') ? part : [];
    const found = await findings.findingsFor(db, [...whole, ...scanned]);
    const before = await this.metBefore(db, records);
    return this.subjects(profiles, records, before, {
      settings: this.options.settings,
      knowledge,
      findings: found,
    });
  }

  /** As things were at a past instant, for one entity. */
  async loadAt(
    db: Knex,
    entityRef: string,
    at: Millis,
  ): Promise<
    { basis: EvaluationBasis; subjects: Map<string, FactSubject> } | undefined
  > {
    const { inputs, evidence, settingsStore } = this.options;
    const basis = (await inputs.at(db, [entityRef], at)).get(entityRef);
    if (!basis) return undefined;
    const refs = everyRef(new Map([[entityRef, basis]]));
    const profiles = new Map<string, EntityProfile>();
    for (const [ref, known] of await inputs.at(db, refs, at)) {
      profiles.set(ref, known.entity);
    }
    const records = await evidence.currentFor(db, refs, { receivedBy: at });
    const then = await settingsStore.at(db, at);
    const settings = then?.settings ?? this.options.settings;
    const before = await this.metBefore(db, records, at);
    return {
      basis,
      subjects: this.subjects(profiles, records, before, {
        settings,
        knowledge: await this.options.knowledge.at(db, at),
      }),
    };
  }

  /** How controls that are not met now stood when they last were; asks only where there is such a control. */
  private async metBefore(
    db: Knex,
    records: Records,
    receivedBy?: Millis,
  ): Promise<Records> {
    const fallen = [...records].flatMap(([ref, list]) =>
      list.some(isNotMet) ? ref : [],
    );
    return this.options.evidence.metControls(db, fallen, receivedBy);
  }

  private subjects(
    profiles: ReadonlyMap<string, EntityProfile>,
    records: Records,
    before: Records,
    known: Pick<FactSubject, 'settings' | 'knowledge'> & {
      findings?: ReadonlyMap<string, readonly Finding[]>;
    },
  ): Map<string, FactSubject> {
    const { settings, knowledge, findings } = known;
    const subjects = new Map<string, FactSubject>();
    for (const [ref, entity] of profiles) {
      const evidence = records.get(ref) ?? [];
      const found = findings?.get(ref);
      const superseded = before.get(ref);
      subjects.set(ref, {
        entity,
        evidence,
        ...(superseded && { superseded }),
        ...(found && { findings: found }),
        knowledge,
        settings,
      });
    }
    return subjects;
  }
}
