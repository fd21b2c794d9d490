import {
  FleetTrend,
  GateState,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { HistoryPage } from '../evaluation/HistoryPage';

const DAY = 24 * 60 * 60 * 1000;

type Group = Map<GateState, Int32Array>;

/**
 * Counts gates per day over many histories.
 *
 * @remarks
 * A day shows what held at its end (UTC), the last one what held at the end of the period. Each stretch of one state adds
 * one at its first day and takes one away after its last, so the work depends on the changes and not on the days.
 * @internal
 */
export class TrendCounter {
  static create(period: { from: Millis; to: Millis }): TrendCounter {
    return new TrendCounter(period);
  }

  private readonly firstDay: number;
  private readonly days: number;
  private readonly groups = new Map<string | null, Group>();

  private constructor(private readonly period: { from: Millis; to: Millis }) {
    this.firstDay = Math.floor(period.from / DAY);
    this.days = Math.floor((period.to - 1) / DAY) - this.firstDay + 1;
  }

  /** Adds one entity; pages oldest first. */
  add(key: string | null, pages: readonly HistoryPage[]): void {
    const group = this.groups.get(key) ?? new Map();
    this.groups.set(key, group);
    let gate = pages[0]?.opening?.gate;
    let since = 0;
    for (const entry of pages.flatMap(page => page.entries)) {
      if (entry.at >= this.period.to) break;
      if (entry.gate === gate) continue;
      const day = Math.floor(entry.at / DAY) - this.firstDay;
      if (gate) this.stretch(group, gate, since, day);
      gate = entry.gate;
      since = Math.max(0, day);
    }
    if (gate) this.stretch(group, gate, since, this.days);
  }

  trend(scorecard: string): FleetTrend {
    return {
      scorecard,
      from: toIso(this.period.from),
      to: toIso(this.period.to),
      groups: [...this.groups]
        .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
        .map(([key, group]) => ({ key, points: this.points(group) })),
    };
  }

  private stretch(
    group: Group,
    gate: GateState,
    from: number,
    until: number,
  ): void {
    if (until <= 0 || until <= from) return;
    const steps = group.get(gate) ?? new Int32Array(this.days + 1);
    group.set(gate, steps);
    steps[from] += 1;
    steps[until] -= 1;
  }

  private points(group: Group): FleetTrend['groups'][number]['points'] {
    const held = new Map<GateState, number>();
    return Array.from({ length: this.days }, (_, day) => {
      const gates: Partial<Record<GateState, number>> = {};
      for (const [gate, steps] of group) {
        const count = (held.get(gate) ?? 0) + steps[day];
        held.set(gate, count);
        if (count > 0) gates[gate] = count;
      }
      return { day: toIso((this.firstDay + day) * DAY).slice(0, 10), gates };
    });
  }
}
