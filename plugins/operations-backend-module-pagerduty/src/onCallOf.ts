import {
  EvidenceInput,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { PagerdutyApi } from './PagerdutyApi';

/** Who is called for a service, and whether somebody stands behind them. */
export async function onCallOf(
  service: string,
  options: {
    api: PagerdutyApi;
    entityRef: string;
    now: Millis;
    signal: AbortSignal;
  },
): Promise<EvidenceInput<'on-call'>> {
  const { api, entityRef, now, signal } = options;
  const policy = await api.escalationPolicy(service, signal);
  const [first, ...others] = policy.escalation_rules.map(
    rule => rule.targets ?? [],
  );
  const people = new Set<string>();
  for (const { id, type } of first ?? []) {
    if (type.startsWith('schedule')) {
      for (const user of await api.scheduleUsers(id, signal)) people.add(user);
    } else {
      people.add(id);
    }
  }
  return {
    entityRef,
    kind: 'on-call',
    source: 'pagerduty',
    externalId: service,
    // By the day: who is on call matters, not when it was last asked.
    observedAt: toIso(Math.floor(now / 86_400_000) * 86_400_000),
    payload: {
      schedule: (policy.summary ?? policy.id).slice(0, 253),
      rotationSize: people.size,
      hasBackup: others.some(targets => targets.length > 0),
      escalationLevels: policy.escalation_rules.length,
    },
  };
}
