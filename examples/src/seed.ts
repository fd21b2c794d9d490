import {
  IngestResult,
  OperationsApi,
} from '@backstage-operations/plugin-operations-common';
import { Example, RecordBatch } from './shared/Example';

/** What seeding needs of the portal. */
export interface SeedOptions {
  client: OperationsApi;
  /** The token that CI jobs push with. */
  serviceToken: string;
  /** An ordinary token of an example person. */
  signIn(userRef: string): Promise<string>;
}

/** How much was sent. */
export interface SeedResult {
  accepted: number;
  duplicates: number;
}

const batchSize = 1000;

/**
 * Sends the example to a running portal through its HTTP API, as CI jobs and people would.
 *
 * @throws Error that names the first record that was refused
 */
export async function seed(
  example: Example,
  options: SeedOptions,
): Promise<SeedResult> {
  const { client, serviceToken } = options;
  const total = { accepted: 0, duplicates: 0 };
  for (const batch of example.batches) {
    const token = batch.as ? await options.signIn(batch.as) : serviceToken;
    for (let from = 0; from < batch.items.length; from += batchSize) {
      const items = batch.items.slice(from, from + batchSize);
      const result = await client.pushEvidence({ body: { items } }, { token });
      refuseRefusals(result, items);
      total.accepted += result.accepted;
      total.duplicates += result.duplicates;
    }
  }
  for (const { format, content, entityRef, ...context } of example.files) {
    const result = await client.importFile(
      { format, entityRef, ...context, body: content },
      { token: serviceToken },
    );
    total.accepted += result.accepted;
    total.duplicates += result.duplicates;
  }
  return total;
}

function refuseRefusals(result: IngestResult, items: RecordBatch['items']) {
  if (result.rejected.length === 0) return;
  const [{ index, field, message }] = result.rejected;
  const { entityRef, kind, externalId } = items[index];
  throw new Error(
    `${result.rejected.length} records were refused, the first: ${entityRef} ${kind} ${externalId}: ${field}: ${message}`,
  );
}
