import {
  LoggerService,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { DueStore } from '../evaluation/DueStore';
import { DatabaseKnowledgeStore } from '../knowledge/DatabaseKnowledgeStore';
import { readFeedSources } from '../knowledge/FeedSource';
import { KnowledgeReader } from '../knowledge/KnowledgeReader';
import { KnowledgeTask } from '../knowledge/KnowledgeTask';
import { OverviewStore } from '../overview/OverviewStore';

/** What the knowledge of vulnerabilities needs from the rest. @internal */
export interface KnowledgeWiring {
  db: Knex;
  config: RootConfigService;
  urlReader: UrlReaderService;
  due: DueStore;
  overviews: OverviewStore;
  logger: LoggerService;
  clock: () => Millis;
}

/** Puts the vulnerability catalogues together, with what ships of them in force. @internal */
export async function wireKnowledge(wiring: KnowledgeWiring) {
  const { db, config, urlReader, due, overviews, logger, clock } = wiring;
  const store = DatabaseKnowledgeStore.create();
  const task = KnowledgeTask.create({
    db,
    store,
    sources: readFeedSources({
      config,
      reader: urlReader,
      root: process.cwd(),
    }),
    onChange: async (trx, { feed, entityRefs }) => {
      if (feed === 'kev') await due.nudgeAll(trx, clock(), 'policy');
      // Scores decide nothing; they are only shown.
      else await overviews.forget(trx, entityRefs);
    },
    now: clock,
    logger,
  });
  await task.start();
  return { store, task, reader: KnowledgeReader.create(store) };
}
