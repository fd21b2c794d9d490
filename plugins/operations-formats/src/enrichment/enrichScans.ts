import {
  EvidenceInput,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { FormatResult } from '../Format';
import { KnownExploited } from './kev';

type Scan = EvidencePayload<'vulnerability-scan'>;
type Row = NonNullable<Scan['findings']>[number];

/** What is known of vulnerabilities beside what a scanner says. @public */
export interface VulnerabilityKnowledge {
  kev?: ReadonlyMap<string, KnownExploited>;
  epss?: ReadonlyMap<string, number>;
}

/**
 * The result of a format with exploitation and scores filled in where its scanner says nothing of them.
 *
 * @public
 */
export function enrichScans(
  result: FormatResult,
  knowledge: VulnerabilityKnowledge,
): FormatResult {
  return {
    ...result,
    items: result.items.map(item =>
      isScan(item) ? enrichScan(item, knowledge) : item,
    ),
  };
}

function isScan(
  item: EvidenceInput,
): item is EvidenceInput<'vulnerability-scan'> {
  return item.kind === 'vulnerability-scan';
}

function enrichScan(
  item: EvidenceInput<'vulnerability-scan'>,
  knowledge: VulnerabilityKnowledge,
): EvidenceInput<'vulnerability-scan'> {
  const { findings } = item.payload;
  if (!findings) return item;
  return {
    ...item,
    payload: {
      ...item.payload,
      findings: findings.map(row => enrichRow(row, knowledge)),
    },
  };
}

function enrichRow(row: Row, { kev, epss }: VulnerabilityKnowledge): Row {
  const ids = [row.vulnerability, ...(row.aliases ?? [])].map(id =>
    id.toUpperCase(),
  );
  const exploited = first(ids, kev);
  const score = first(ids, epss);
  return {
    ...row,
    ...(exploited && !row.kevAddedAt
      ? {
          kevAddedAt: exploited.addedAt,
          ...(exploited.dueAt ? { kevDueAt: exploited.dueAt } : {}),
        }
      : {}),
    ...(score !== undefined && row.epss === undefined ? { epss: score } : {}),
  };
}

function first<T>(
  ids: readonly string[],
  known: ReadonlyMap<string, T> | undefined,
): T | undefined {
  for (const id of ids) {
    const found = known?.get(id);
    if (found !== undefined) return found;
  }
  return undefined;
}
