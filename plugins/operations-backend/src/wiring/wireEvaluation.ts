import {
  LifecycleService,
  LoggerService,
  RootConfigService,
  UrlReaderService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  FactDefinition,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { readFileSync } from 'node:fs';
import { EntityAccess } from '../access/EntityAccess';
import { CollectorStore } from '../collectors/CollectorStore';
import { EntityStore } from '../entities/EntityStore';
import { AsOfReader } from '../evaluation/AsOfReader';
import { createResultHandlers } from '../evaluation/createResultHandlers';
import { DatabaseDueStore } from '../evaluation/DatabaseDueStore';
import { DatabaseFactMemoryStore } from '../evaluation/DatabaseFactMemoryStore';
import { DatabaseHistoryStore } from '../evaluation/DatabaseHistoryStore';
import { DatabaseInputStore } from '../evaluation/DatabaseInputStore';
import { DatabaseResultStore } from '../evaluation/DatabaseResultStore';
import { EntityEvaluator } from '../evaluation/EntityEvaluator';
import { EvaluationService } from '../evaluation/EvaluationService';
import { EvaluationWorker } from '../evaluation/EvaluationWorker';
import { observeQueue } from '../evaluation/observeQueue';
import { RecallingLoader } from '../evaluation/RecallingLoader';
import { ResultReader } from '../evaluation/ResultReader';
import { DecisionReader, RoleReader } from '../evaluation/StandingDecisions';
import { SubjectLoader } from '../evaluation/SubjectLoader';
import { FindingStore } from '../findings/FindingStore';
import { createFleetHandlers } from '../fleet/createFleetHandlers';
import { DatabaseFleetStore } from '../fleet/DatabaseFleetStore';
import { Viewers } from '../hints/Viewers';
import { Handlers } from '../http/Handlers';
import { EvidenceStore } from '../ledger/EvidenceStore';
import { ChangeLog } from '../log/ChangeLog';
import { EventLog } from '../log/EventLog';
import { createOverviewHandlers } from '../overview/createOverviewHandlers';
import { DatabaseOverviewStore } from '../overview/DatabaseOverviewStore';
import { FactExplorer } from '../overview/FactExplorer';
import { OverviewReader } from '../overview/OverviewReader';
import { RoleHolders } from '../roles/RoleHolders';
import { signoffWarnings } from '../roles/signoffWarnings';
import { Ticker } from '../runtime/Ticker';
import { createScorecardHandlers } from '../scorecards/createScorecardHandlers';
import { editorWarnings } from '../scorecards/RulesEditor';
import { DatabaseSettingsStore } from '../settings/DatabaseSettingsStore';
import { readSettings } from '../settings/readSettings';
import { startEvaluationLanes } from './startEvaluationLanes';
import { wireKept } from './wireKept';
import { wireKnowledge } from './wireKnowledge';
import { wireScorecards } from './wireScorecards';

/** Pause between two looks at the scorecard files and at what other replicas put in force, in milliseconds. */
const SCORECARD_PAUSE = 2_000;

/** What scorecards and evaluation need from the rest. @internal */
export interface EvaluationWiring {
  db: Knex;
  config: RootConfigService;
  urlReader: UrlReaderService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  metrics: MetricsService;
  access: EntityAccess;
  entities: EntityStore;
  evidence: EvidenceStore;
  findings: FindingStore;
  collectors: CollectorStore;
  facts: readonly FactDefinition[];
  decisions: DecisionReader;
  roles: RoleReader;
  holders: RoleHolders;
  viewers: Viewers;
  log: EventLog;
  clock: () => Millis;
}

function packageVersion(): string {
  const path = resolvePackagePath(
    '@backstage-operations/plugin-operations-backend',
    'package.json',
  );
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string })
    .version;
}

/** Puts scorecards, evaluation and the fleet together and starts their work. @internal */
export async function wireEvaluation(wiring: EvaluationWiring) {
  const { db, config, urlReader, lifecycle, logger, clock } = wiring;
  const { access, entities, evidence, decisions, roles } = wiring;
  const factsById = new Map(wiring.facts.map(fact => [fact.id, fact]));
  const findFact = (id: string) => factsById.get(id);

  const rules = wireScorecards({
    db,
    config,
    urlReader,
    logger,
    findFact,
    clock,
  });
  const { service: scorecards } = rules;

  const due = DatabaseDueStore.create();
  const results = DatabaseResultStore.create();
  const history = DatabaseHistoryStore.create();
  const inputs = DatabaseInputStore.create();
  const overviews = DatabaseOverviewStore.create();
  const settings = readSettings(config);
  const settingsStore = DatabaseSettingsStore.create();
  const knowledge = await wireKnowledge({
    db,
    config,
    urlReader,
    due,
    overviews,
    logger,
    clock,
  });
  const subjects = SubjectLoader.create({
    entities,
    evidence,
    findings: wiring.findings,
    inputs,
    knowledge: knowledge.reader,
    settings,
    settingsStore,
  });
  const version = packageVersion();
  const memories = DatabaseFactMemoryStore.create();
  // Other code may make other facts of the same evidence, also under the same version while it is being worked on.
  await memories.clear(db);
  const evaluator = EntityEvaluator.create({
    rules: scorecards,
    loader: RecallingLoader.create({
      subjects,
      memories,
      findFact,
      version,
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
  const kept = wireKept({ db, evaluator, access, logger, clock });
  const worker = EvaluationWorker.create({ db, due, evaluator, clock });
  const wake = startEvaluationLanes({ db, worker, lifecycle, logger });
  observeQueue({ metrics: wiring.metrics, db, due, now: clock, logger });
  const active = () => scorecards.active();
  const evaluation = EvaluationService.create({
    db,
    evaluator,
    entities,
    due,
    settings: settingsStore,
    scorecards: active,
    clock,
    wake,
  });
  scorecards.addListener(evaluation);
  const changeLog = ChangeLog.create(wiring.log);
  scorecards.addListener(changeLog);
  evaluator.addListener(changeLog);
  await evaluation.applySettings({
    settings,
    roles: config.getOptional<JsonObject>('operations.roles') ?? {},
    version,
  });
  await scorecards.reload();
  Ticker.start({
    name: 'Loading scorecards',
    everyMillis: SCORECARD_PAUSE,
    run: () => scorecards.reload(),
    lifecycle,
    logger,
  });

  const reader = ResultReader.create({
    db,
    results,
    evaluation,
    scorecards: active,
    clock,
  });
  const asOf = AsOfReader.create({
    db,
    findFact,
    entities,
    subjects,
    decisions,
    scorecards: rules.store,
    history,
    clock,
  });

  const overviewReader = OverviewReader.create({
    db,
    overviews,
    results,
    evaluator,
    subjects,
    entities,
    evidence,
    collectors: wiring.collectors,
    clock,
  });
  const explorer = FactExplorer.create({
    db,
    entities,
    evidence,
    subjects,
    asOf,
    facts: () => wiring.facts,
    clock,
  });

  const { holders } = wiring;
  const handlers: Handlers = {
    ...createOverviewHandlers({
      access,
      overviews: overviewReader,
      facts: explorer,
      viewers: wiring.viewers,
      clock,
    }),
    ...createScorecardHandlers({
      db,
      access,
      service: scorecards,
      store: rules.store,
      parse: rules.parse,
      findFact,
      warnings: async () => {
        const held = await holders.read(db);
        return shown => [
          ...editorWarnings(shown),
          ...signoffWarnings(shown.scorecard, held),
        ];
      },
    }),
    ...createResultHandlers({
      db,
      access,
      reader,
      asOf,
      history,
      scorecards: rules.store,
      warnings: async result => {
        const inForce = active().find(({ id }) => id === result.scorecard);
        if (!inForce || !result.applicable) return [];
        const held = await holders.read(db, result.owner);
        return signoffWarnings(inForce.scorecard, held);
      },
      clock,
    }),
    ...kept.handlers,
    ...createFleetHandlers({
      db,
      access,
      store: DatabaseFleetStore.create({ scorecards: rules.store, history }),
      scorecards: active,
      clock,
    }),
  };
  return {
    evaluation,
    evaluator,
    scorecards,
    results,
    history,
    due,
    reader,
    asOf,
    calendar: kept.calendar,
    knowledge,
    handlers,
  };
}
