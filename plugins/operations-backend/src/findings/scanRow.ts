import {
  lightScan,
  Scan,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { SqlType } from '../database/insertRows';

/** A row of `ops_scan`; PostgreSQL gives bigints as text. @internal */
export interface ScanRow {
  evidence_id: string;
  entity_uid: string;
  thing: string;
  completed_at: number | string;
  body: string;
}

/** Columns of `ops_scan` for bulk inserts. @internal */
export const scanColumns: Record<keyof ScanRow, SqlType> = {
  evidence_id: 'text',
  entity_uid: 'text',
  thing: 'text',
  completed_at: 'bigint',
  body: 'text',
};

/** A scan in the ledger that is yet to be applied. @internal */
export interface NewScan {
  evidenceId: string;
  entityUid: string;
  thing: string;
  scan: Scan;
}

/** The row of a scan that is applied. @internal */
export function toScanRow({ evidenceId, entityUid, thing, scan }: NewScan) {
  return {
    evidence_id: evidenceId,
    entity_uid: entityUid,
    thing,
    completed_at: toMillis(scan.completedAt),
    body: JSON.stringify(lightScan(scan)),
  };
}

type Placed = Pick<ScanRow, 'evidence_id' | 'thing' | 'completed_at'>;

/** The order in which scans are applied: by when they ended, then by when they arrived. @internal */
export function byEnd(a: Placed, b: Placed): number {
  const ended = Number(a.completed_at) - Number(b.completed_at);
  return ended || (a.evidence_id < b.evidence_id ? -1 : 1);
}

/** The scans that count, in their order: of two reports of one scan the later is its correction. @internal */
export function withoutCorrected<Row extends Placed>(
  rows: readonly Row[],
): Row[] {
  const newest = new Map<string, Row>();
  for (const row of [...rows].sort(byEnd)) {
    newest.set(`${row.completed_at} ${row.thing}`, row);
  }
  return [...newest.values()].sort(byEnd);
}

/**
 * Whether new scans just go on from those that are applied: none is older than one of them, and none corrects another.
 *
 * @internal
 */
export function goOn(
  applied: readonly Placed[],
  fresh: readonly Placed[],
): boolean {
  const last = [...applied].sort(byEnd).at(-1);
  const all = [...applied, ...fresh];
  return (
    fresh.every(row => !last || byEnd(last, row) < 0) &&
    withoutCorrected(all).length ===
      withoutCorrected(applied).length + fresh.length
  );
}
