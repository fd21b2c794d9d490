import {
  FleetTrend,
  GateState,
} from '@backstage-operations/plugin-operations-common';

/** Entities of all groups in a gate state, day by day; null on days of which nothing is stored. @internal */
export function gatePoints(
  trend: FleetTrend,
  gate: GateState,
): { at: string; value: number | null }[] {
  const days = new Map<string, number | null>();
  for (const group of trend.groups) {
    for (const { day, gates } of group.points) {
      const known = Object.keys(gates).length > 0;
      const before = days.get(day) ?? null;
      days.set(day, known ? (before ?? 0) + (gates[gate] ?? 0) : before);
    }
  }
  return [...days]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([at, value]) => ({ at, value }));
}
