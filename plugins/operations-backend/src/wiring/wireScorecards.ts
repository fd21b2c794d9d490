import {
  LoggerService,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  FactDefinition,
  Millis,
  parseScorecards,
  roleNames,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { DatabaseScorecardStore } from '../scorecards/DatabaseScorecardStore';
import { readScorecardSources } from '../scorecards/readScorecardSources';
import { ScorecardLoader } from '../scorecards/ScorecardLoader';
import { ScorecardService } from '../scorecards/ScorecardService';

/** Puts together where rules come from, how they are read, and which are in force. @internal */
export function wireScorecards(wiring: {
  db: Knex;
  config: RootConfigService;
  urlReader: UrlReaderService;
  logger: LoggerService;
  findFact: (id: string) => FactDefinition | undefined;
  clock: () => Millis;
}) {
  const { db, config, urlReader, logger, findFact, clock } = wiring;
  const configuredRoles =
    config.getOptionalConfig('operations.roles')?.keys() ?? [];
  const vocabulary = {
    findFact,
    roles: [...new Set([...roleNames, ...configuredRoles])],
  };
  const parse = (text: string, file: string) =>
    parseScorecards(text, { file, ...vocabulary });
  const store = DatabaseScorecardStore.create();
  const sources = readScorecardSources({
    config,
    reader: urlReader,
    root: process.cwd(),
    clock,
  });
  const service = ScorecardService.create({
    db,
    store,
    loader: ScorecardLoader.create({ sources, parse }),
    clock,
    logger,
  });
  return { parse, store, service };
}
