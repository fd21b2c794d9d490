import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { IngestResult } from '@backstage-operations/plugin-operations-common';
import { IngestService } from './IngestService';
import { Submitter } from './Submitter';

/** Counts what comes in, by outcome. @internal */
export class MeteredIngestService implements IngestService {
  static create(
    inner: IngestService,
    metrics: MetricsService,
  ): MeteredIngestService {
    const counter = metrics.createCounter('operations.evidence.received', {
      description: 'Records received, by outcome',
    });
    const duration = metrics.createHistogram('operations.ingest.duration', {
      description: 'Time from a batch to its commit',
      unit: 'seconds',
    });
    return new MeteredIngestService(
      inner,
      (count, outcome) => counter.add(count, { outcome }),
      seconds => duration.record(seconds),
    );
  }

  private constructor(
    private readonly inner: IngestService,
    private readonly count: (count: number, outcome: string) => void,
    private readonly took: (seconds: number) => void,
  ) {}

  async ingest(
    submitter: Submitter,
    items: readonly unknown[],
  ): Promise<IngestResult> {
    const started = performance.now();
    const result = await this.inner.ingest(submitter, items);
    this.took((performance.now() - started) / 1000);
    this.count(result.accepted, 'accepted');
    this.count(result.duplicates, 'duplicate');
    this.count(result.rejected.length, 'refused');
    return result;
  }
}
