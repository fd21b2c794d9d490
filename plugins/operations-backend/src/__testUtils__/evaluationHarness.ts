import { mockServices } from '@backstage/backend-test-utils';
import {
  canonicalJson,
  defaultSettings,
  EntityProfile,
  EvidenceKind,
  EvidencePayload,
  findFact,
  Millis,
  parseScorecards,
  ScorecardResult,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { ulid } from 'ulid';
import { migrate } from '../database/migrate';
import { DatabaseEntityStore } from '../entities/DatabaseEntityStore';
import { DatabaseDueStore } from '../evaluation/DatabaseDueStore';
import { DatabaseFactMemoryStore } from '../evaluation/DatabaseFactMemoryStore';
import { DatabaseHistoryStore } from '../evaluation/DatabaseHistoryStore';
import { DatabaseInputStore } from '../evaluation/DatabaseInputStore';
import { DatabaseOverviewStore } from '../overview/DatabaseOverviewStore';
import { DatabaseResultStore } from '../evaluation/DatabaseResultStore';
import { EntityEvaluator } from '../evaluation/EntityEvaluator';
import { EvaluationService } from '../evaluation/EvaluationService';
import { EvaluationWorker } from '../evaluation/EvaluationWorker';
import { RecallingLoader } from '../evaluation/RecallingLoader';
import { ResultReader } from '../evaluation/ResultReader';
import { DecisionReader, RoleReader } from '../evaluation/StandingDecisions';
import { SubjectLoader } from '../evaluation/SubjectLoader';
import { DatabaseKnowledgeStore } from '../knowledge/DatabaseKnowledgeStore';
import { KnowledgeReader } from '../knowledge/KnowledgeReader';
import { DatabaseFindingStore } from '../findings/DatabaseFindingStore';
import { DatabaseEvidenceStore } from '../ledger/DatabaseEvidenceStore';
import { NewEvidence } from '../ledger/EvidenceStore';
import { DatabaseScorecardStore } from '../scorecards/DatabaseScorecardStore';
import { ScorecardLoader } from '../scorecards/ScorecardLoader';
import { ScorecardService } from '../scorecards/ScorecardService';
import { DatabaseSettingsStore } from '../settings/DatabaseSettingsStore';
import { aRecord } from './aRecord';
import { writeEntities } from './writeEntities';

/** What a test may replace. @internal */
export interface EvaluationHarnessOptions {
  decisions?: DecisionReader;
  roles?: RoleReader;
  /** Fewest records of an entity whose facts are remembered. */
  least?: number;
  /** Start of the clock. */
  start?: Millis;
}

const nobody: DecisionReader & RoleReader = {
  standing: async () => new Map(),
  holds: async () => new Map(),
};

/** One replica of ledger, scorecards and evaluation on a database, with a clock that the test moves. @internal */
export async function evaluationHarness(
  db: Knex,
  options: EvaluationHarnessOptions = {},
) {
  await migrate(db);
  const { decisions = nobody, roles = nobody } = options;
  let now = options.start ?? Date.UTC(2026, 2, 1);
  const clock = () => now;
  const texts = new Map<string, string>();

  const entities = DatabaseEntityStore.create();
  const evidence = DatabaseEvidenceStore.create();
  const due = DatabaseDueStore.create();
  const results = DatabaseResultStore.create();
  const history = DatabaseHistoryStore.create();
  const inputs = DatabaseInputStore.create();
  const overviews = DatabaseOverviewStore.create();
  const logger = mockServices.logger.mock();
  const scorecardStore = DatabaseScorecardStore.create();
  const scorecards = ScorecardService.create({
    db,
    store: scorecardStore,
    loader: ScorecardLoader.create({
      sources: [
        {
          target: 'test',
          builtIn: false,
          read: async () =>
            [...texts].map(([location, text]) => ({ location, text })),
        },
      ],
      parse: (text, file) => parseScorecards(text, { file }),
    }),
    clock,
    logger,
  });
  const settingsStore = DatabaseSettingsStore.create();
  const subjects = SubjectLoader.create({
    entities,
    evidence,
    findings: DatabaseFindingStore.create(),
    inputs,
    knowledge: KnowledgeReader.create(DatabaseKnowledgeStore.create()),
    settings: defaultSettings,
    settingsStore,
  });
  const memories = DatabaseFactMemoryStore.create();
  const evaluator = EntityEvaluator.create({
    rules: scorecards,
    loader: RecallingLoader.create({
      subjects,
      memories,
      findFact,
      version: 'test',
      least: options.least,
    }),
    memories,
    decisions,
    roles,
    due,
    results,
    history,
    inputs,
    overviews,
    logger,
  });
  const evaluation = EvaluationService.create({
    db,
    evaluator,
    entities,
    due,
    settings: settingsStore,
    scorecards: () => scorecards.active(),
    clock,
  });
  scorecards.addListener(evaluation);
  const worker = EvaluationWorker.create({ db, due, evaluator, clock });
  const reader = ResultReader.create({
    db,
    results,
    evaluation,
    scorecards: () => scorecards.active(),
    clock,
  });

  return {
    db,
    clock,
    entities,
    evidence,
    due,
    results,
    history,
    inputs,
    overviews,
    memories,
    logger,
    scorecardStore,
    scorecards,
    subjects,
    evaluator,
    evaluation,
    worker,
    reader,
    findFact,

    /** Moves the clock on. */
    advance(millis: number): Millis {
      now += millis;
      return now;
    },

    /** Puts a scorecard file where the service reads it, or takes it away, and reloads. */
    async file(location: string, text: string | undefined): Promise<void> {
      if (text === undefined) texts.delete(location);
      else texts.set(location, text);
      await scorecards.reload();
    },

    /** Writes entities as the catalog sync does. */
    async entity(...profiles: EntityProfile[]): Promise<void> {
      await writeEntities(db, profiles, now);
      await db.transaction(trx =>
        evaluation.onEvidence(trx, {
          entityRefs: profiles.map(profile => profile.entityRef),
          at: now,
          cause: 'entity',
        }),
      );
    },

    /** Stores records as ingestion does. */
    async push(...records: NewEvidence[]): Promise<void> {
      await db.transaction(async trx => {
        await evidence.append(trx, records);
        await evaluation.onEvidence(trx, {
          entityRefs: [...new Set(records.map(record => record.entityRef))],
          at: now,
          cause: 'evidence',
        });
      });
    },

    /** A record that is true and received now. */
    says<K extends EvidenceKind>(
      entityRef: string,
      kind: K,
      payload: EvidencePayload<K>,
      fields: Partial<NewEvidence> = {},
    ): NewEvidence {
      return aRecord({
        id: ulid(now),
        entityRef,
        kind,
        observedAt: now,
        receivedAt: now,
        payload: canonicalJson(payload),
        ...fields,
      });
    },

    /** Runs the queue until nothing is due. */
    async drain(): Promise<void> {
      while ((await worker.runOnce()) > 0);
    },

    /** The result as an insider reads it. */
    read(entityRef: string, scorecard: string): Promise<ScorecardResult> {
      return reader.result(entityRef, scorecard);
    },
  };
}

/** See {@link evaluationHarness}. @internal */
export type EvaluationHarness = Awaited<ReturnType<typeof evaluationHarness>>;
