import { EvidencePayload } from '@backstage-operations/plugin-operations-common';
import { AlertingRule } from './PrometheusClient';

type Payload = EvidencePayload<'slo'>;

/** A rule belongs to what has a label when it has it too, or asks for it; filters of the server are not relied on. */
export function isBound(
  { labels, query }: AlertingRule,
  label: string,
  value: string,
): boolean {
  const quoted = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return (
    labels[label] === value ||
    new RegExp(`(?:^|[^\\w])${label}\\s*=\\s*"${quoted}"`).test(query)
  );
}

/** The alert rules of an SLO with their health, and which of them fire. */
export function alertsOf(
  bound: readonly AlertingRule[],
): Pick<Payload, 'alertRules' | 'firing'> {
  return {
    alertRules: bound.map(({ name, health, labels }) => {
      const severity = labels.severity ?? labels.sloth_severity;
      return { name, health, ...(severity ? { severity } : {}) };
    }),
    firing: bound.flatMap(({ name, alerts }) =>
      alerts
        .filter(({ state }) => state === 'firing')
        .map(({ activeAt }) => ({
          name,
          ...(activeAt ? { startedAt: activeAt } : {}),
        })),
    ),
  };
}
