import { DatasetStatus } from '@backstage-operations/plugin-operations-common';

/** Neighbouring backup slots in the same state. @internal */
export type SlotRun = DatasetStatus['slots'][number];

/** One expected backup slot in its place: its day as column, its turn within the day as row. */
interface SlotCell {
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
  state: SlotRun['state'];
  reason?: string;
  column: number;
  row: number;
}

/** Slots laid out by day in UTC, oldest day first. @internal */
export interface SlotGrid {
  cells: SlotCell[];
  /** ISO date of each column. */
  days: string[];
  /** Most slots on one day. */
  rows: number;
}

/** Lays slots out as one column per day; a run of slots is cut into equal parts. @internal */
export function slotGrid(runs: readonly SlotRun[]): SlotGrid {
  const days: string[] = [];
  const cells: SlotCell[] = [];
  let row = 0;
  let rows = 0;
  for (const { from, to, count, state, reason } of runs) {
    const start = Date.parse(from);
    const length = (Date.parse(to) - start) / count;
    for (let index = 0; index < count; index += 1) {
      const begin = start + index * length;
      const day = new Date(begin).toISOString().slice(0, 10);
      if (days[days.length - 1] !== day) {
        days.push(day);
        row = 0;
      }
      const place = { column: days.length - 1, row };
      cells.push({ from: begin, to: begin + length, state, reason, ...place });
      row += 1;
      rows = Math.max(rows, row);
    }
  }
  return { cells, days, rows };
}
