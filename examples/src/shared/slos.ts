import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { teller } from './Example';
import { dayOf, Timeline } from './Timeline';

/** A target and how far the example service is from it. */
export interface SloExample {
  name: string;
  objective: 'availability' | 'latency' | 'other';
  target: number;
  /** The indicator on each of the last 30 days and now; the list is repeated. */
  sli: readonly number[];
  alerts?: { name: string; severity: string }[];
  firing?: string[];
}

/** Daily records of an SLO over the last month, and the hourly one of now. */
export function sloHistory(
  t: Timeline,
  entityRef: string,
  slo: SloExample,
): EvidenceInput[] {
  const tell = teller(entityRef, 'prometheus');
  const instants = [...t.daily(30, 0), ...t.hourly(1, 0)];
  return instants.map(at => {
    const sli = slo.sli[dayOf(at) % slo.sli.length];
    const burn = (1 - sli) / (1 - slo.target);
    const state = stateOf(burn);
    return tell('slo', slo.name, at, {
      name: slo.name,
      target: slo.target,
      window: 'P30D',
      method: 'occurrences',
      objective: slo.objective,
      sli,
      errorBudgetRemaining: 1 - burn,
      burnRates: {
        '5m': burn,
        '30m': burn,
        '1h': burn,
        '2h': burn,
        '6h': burn,
        '1d': burn,
        '3d': burn,
      },
      coverage: 1,
      state,
      alertRules: (slo.alerts ?? []).map(alert => ({ ...alert, health: 'ok' })),
      firing: state === 'ok' ? [] : slo.firing ?? [],
    });
  });
}

function stateOf(burn: number): 'ok' | 'burning' | 'breached' {
  if (burn > 1) return 'breached';
  return burn > 0.8 ? 'burning' : 'ok';
}
