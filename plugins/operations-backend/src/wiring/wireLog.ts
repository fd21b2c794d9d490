import {
  LifecycleService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  formatVerifierKey,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { CheckpointSink } from '@backstage-operations/plugin-operations-node';
import { Knex } from 'knex';
import { EntityAccess } from '../access/EntityAccess';
import { ApprovalWatch } from '../log/ApprovalWatch';
import { Checkpoints } from '../log/Checkpoints';
import { createLogHandlers } from '../log/createLogHandlers';
import { DatabaseCheckpointStore } from '../log/DatabaseCheckpointStore';
import { DatabaseLogStore } from '../log/DatabaseLogStore';
import { DatabaseTreeStore } from '../log/DatabaseTreeStore';
import { EventLog } from '../log/EventLog';
import { FileCheckpointSink } from '../log/FileCheckpointSink';
import { LogKey } from '../log/LogKey';
import { LoggerCheckpointSink } from '../log/LoggerCheckpointSink';
import { LogReceipts } from '../log/LogReceipts';
import { observeSequencer } from '../log/observeSequencer';
import { resealLog } from '../log/resealLog';
import { Sequencer } from '../log/Sequencer';
import { Ticker } from '../runtime/Ticker';

/** Pause of the sequencer when nothing waits, in milliseconds. */
const SEQUENCER_PAUSE = 1_000;

/** Pause between two checkpoints, in milliseconds. */
const CHECKPOINT_PAUSE = 60_000;

/** What the numbered log needs from the rest. @internal */
export interface LogWiring {
  db: Knex;
  config: RootConfigService;
  access: EntityAccess;
  log: EventLog;
  /** Places that modules added. */
  sinks: readonly CheckpointSink[];
  lifecycle: LifecycleService;
  logger: LoggerService;
  metrics: MetricsService;
  clock: () => Millis;
}

/** Puts numbering, checkpoints, receipts and reading of the log together and starts their work. @internal */
export async function wireLog(wiring: LogWiring) {
  const { db, config, lifecycle, logger } = wiring;
  const tree = DatabaseTreeStore.create();
  const store = DatabaseCheckpointStore.create();
  await resealLog({ ...wiring, tree, store });

  const sequencer = Sequencer.create({ db, tree });
  observeSequencer({ ...wiring, now: wiring.clock });
  const origin = readOrigin(config);
  const key = LogKey.fromConfig(config, origin, process.env.NODE_ENV);
  const file = config.getOptionalString('operations.log.checkpointFile');
  const checkpoints =
    key &&
    Checkpoints.create({
      ...wiring,
      tree,
      store,
      key,
      origin,
      sinks: [
        LoggerCheckpointSink.create(logger),
        ...(file === undefined ? [] : [FileCheckpointSink.create(file)]),
        ...wiring.sinks,
      ],
    });
  const receipts = LogReceipts.create({
    db,
    tree,
    sequencer,
    checkpoints,
    logger,
  });

  const publishing =
    checkpoints &&
    Ticker.start({
      name: 'Signing the log',
      everyMillis: CHECKPOINT_PAUSE,
      run: () => checkpoints.publish(),
      lifecycle,
      logger,
    });
  if (!publishing) {
    logger.warn(
      'operations.log names no key: the audit log is numbered, but no checkpoint proves it to anybody else',
    );
  }
  const approvals = ApprovalWatch.create();
  Ticker.start({
    name: 'Numbering the log',
    everyMillis: SEQUENCER_PAUSE,
    run: async () => {
      const numbered = await sequencer.runOnce();
      if (numbered > 0 && approvals.take()) publishing?.nudge();
      return numbered > 0;
    },
    lifecycle,
    logger,
  });
  return {
    receipts,
    approvals,
    /** What packs are signed with; absent without a key. */
    signing: checkpoints && { tree, sequencer, checkpoints, key, origin },
    handlers: createLogHandlers({
      ...wiring,
      store: DatabaseLogStore.create(),
      proofs: receipts,
      ...(checkpoints && {
        signed: { checkpoints, publicKey: formatVerifierKey(key.verifier) },
      }),
    }),
  };
}

/** The name of the log in its checkpoints: the portal's address, unless the configuration names another. */
function readOrigin(config: RootConfigService): string {
  const named = config.getOptionalString('operations.log.origin');
  if (named !== undefined) return named;
  const { host } = new URL(
    config.getOptionalString('backend.baseUrl') ?? 'http://localhost',
  );
  return `${host}/operations`;
}
