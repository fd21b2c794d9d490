import { IngestResult } from '@backstage-operations/plugin-operations-common';
import { Submitter } from './Submitter';

/** The one way into the ledger, for requests, files and collectors alike. @internal */
export interface IngestService {
  /**
   * Stores what stands of a batch; resolves after the commit.
   *
   * @param items - JSON values as they were sent; each is judged alone
   */
  ingest(
    submitter: Submitter,
    items: readonly unknown[],
  ): Promise<IngestResult>;
}
