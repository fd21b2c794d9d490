import {
  MeasuredSeries,
  SloSeriesProvider,
  SloSeriesRequest,
} from '@backstage-operations/plugin-operations-node';
import { clientOf, findDefinitions } from './findDefinitions';
import { PrometheusClient } from './PrometheusClient';
import { recordedSeries } from './recordedSeries';
import { slidingSli } from './slidingSli';

/** Computes the plot of an SLO when somebody looks at it: of OpenSLO definitions, and of what Sloth records. */
export class PrometheusSeries implements SloSeriesProvider {
  static create(options: {
    clients: readonly PrometheusClient[];
    shared: readonly string[];
  }): PrometheusSeries {
    return new PrometheusSeries(options.clients, options.shared);
  }

  readonly id = 'prometheus';

  private constructor(
    private readonly clients: readonly PrometheusClient[],
    private readonly shared: readonly string[],
  ) {}

  async series(request: SloSeriesRequest): Promise<MeasuredSeries | undefined> {
    const { entity, slo, from, to, maxPoints, signal } = request;
    const { definitions } = await findDefinitions(request, this.shared);
    const definition = definitions.find(({ name }) => name === slo);
    if (definition) {
      const client = clientOf(this.clients, definition);
      return (
        client &&
        slidingSli(definition, { client, from, to, maxPoints, signal })
      );
    }
    for (const client of this.clients) {
      const series = await recordedSeries(entity, slo, {
        client,
        from,
        to,
        maxPoints,
        signal,
      });
      if (series) return series;
    }
    return undefined;
  }
}
