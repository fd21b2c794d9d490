import { RootConfigService } from '@backstage/backend-plugin-api';
import { Collector } from '@backstage-operations/plugin-operations-node';
import { Knex } from 'knex';
import { EvidenceStore } from '../ledger/EvidenceStore';
import { DocumentCollector } from './DocumentCollector';
import { SafeLinkChecker } from './SafeLinkChecker';

/** The collector of documents where it is switched on: a portal opens no addresses that others wrote unless it is told to. @internal */
export function documentCollectors(options: {
  db: Knex;
  evidence: EvidenceStore;
  config: RootConfigService;
}): Collector[] {
  const { db, evidence, config } = options;
  const documents = config.getOptionalConfig('operations.documents');
  if (!documents?.getOptionalBoolean('check')) return [];
  const checker = SafeLinkChecker.create({
    allow: documents.getOptionalStringArray('allow') ?? [],
  });
  return [DocumentCollector.create({ db, evidence, checker })];
}
