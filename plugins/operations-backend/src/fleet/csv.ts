import {
  FleetRow,
  verdicts,
} from '@backstage-operations/plugin-operations-common';

/** First characters by which a spreadsheet takes a cell for a formula; of some languages the wide ones, too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * One cell of a CSV file (RFC 4180) that no spreadsheet takes for a formula.
 *
 * @internal
 */
export function csvCell(value: string | number): string {
  const text = String(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file. @internal */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** First line of the fleet as CSV. @internal */
export function fleetCsvHead(criteria: readonly string[]): string {
  return csvLine([
    'entityRef',
    'title',
    'kind',
    'type',
    'owner',
    'system',
    'domain',
    'lifecycle',
    'tier',
    'gate',
    ...verdicts,
    'oldestProofAt',
    'evaluatedAt',
    'validUntil',
    ...criteria,
  ]);
}

/** One line of the fleet as CSV. @internal */
export function fleetCsvLine(
  row: FleetRow,
  criteria: readonly string[],
): string {
  return csvLine([
    row.entityRef,
    row.title,
    row.kind,
    row.type ?? '',
    row.owner ?? '',
    row.system ?? '',
    row.domain ?? '',
    row.lifecycle ?? '',
    row.tier ?? '',
    row.gate,
    ...verdicts.map(verdict => row.counts[verdict]),
    row.oldestProofAt ?? '',
    row.evaluatedAt,
    row.validUntil ?? '',
    ...criteria.map(id => row.criteria[id] ?? ''),
  ]);
}
