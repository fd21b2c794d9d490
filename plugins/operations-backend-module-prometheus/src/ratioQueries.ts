import { z } from 'zod';
import { SloDefinition } from './SloDefinition';

const query = z.looseObject({
  metricSource: z
    .looseObject({
      metricSourceRef: z.string().optional(),
      type: z.string().optional(),
      spec: z.looseObject({ query: z.string() }),
    })
    .optional(),
  query: z.string().optional(),
  /** Of v1alpha, what `type` is of v1. */
  source: z.string().optional(),
});

/** An indicator as the ratio of two queries, or a query that gives the ratio itself. */
export const ratioMetric = z.looseObject({
  good: query.optional(),
  bad: query.optional(),
  total: query.optional(),
  raw: query.optional(),
  rawType: z.enum(['success', 'failure']).optional(),
});

type RatioMetric = z.infer<typeof ratioMetric>;

/** What is counted; of a raw ratio its minutes, each as good as the ratio says. */
export function queriesOf({
  good,
  bad,
  total,
  raw,
  rawType,
}: RatioMetric): Pick<SloDefinition, 'events' | 'total'> | undefined {
  const ratio = raw && textOf(raw);
  if (ratio && rawType) {
    const over = (aggregate: string) =>
      `sum(${aggregate}_over_time((${ratio})[{{.window}}:1m]))`;
    const sum = over('sum');
    return {
      events: rawType === 'success' ? { good: sum } : { bad: sum },
      total: over('count'),
    };
  }
  const all = total && textOf(total);
  const ofGood = good && textOf(good);
  const ofBad = bad && textOf(bad);
  if (!all) return undefined;
  if (ofGood) return { events: { good: ofGood }, total: all };
  return ofBad ? { events: { bad: ofBad }, total: all } : undefined;
}

/** Tools whose queries are none of Prometheus; a name that nobody knows may be that of a server like it. */
const others =
  /datadog|new.?relic|dynatrace|cloud.?watch|cloud.?monitoring|stackdriver|azure|elastic|opensearch|splunk|graphite|influx|opentsdb|big.?query|redshift|sql|lightstep|instana|sumo|appdynamics|honeycomb|pingdom|thousandeyes|loki/i;

/** What the queries are written for where that is known not to be Prometheus. */
export function strangerOf({
  good,
  bad,
  total,
  raw,
}: RatioMetric): string | undefined {
  return [good, bad, total, raw]
    .map(one => one?.metricSource?.type ?? one?.source)
    .find(type => type && others.test(type) && !/prom/i.test(type));
}

function textOf(source: z.infer<typeof query>): string | undefined {
  return source.metricSource?.spec.query ?? source.query;
}
