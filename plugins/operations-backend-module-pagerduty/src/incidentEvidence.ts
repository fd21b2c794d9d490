import {
  EvidenceInput,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import {
  findFormat,
  FormatFile,
} from '@backstage-operations/plugin-operations-formats';
import { PagerdutyIncident } from './PagerdutyApi';

/** An incident and what happened to it as evidence, read by the same formats that imports use. */
export function incidentEvidence(
  incident: PagerdutyIncident,
  entries: readonly unknown[],
  context: { entityRef: string; now: Millis },
): EvidenceInput[] {
  return [
    ...parsed('pagerduty-incidents', { incident }, context),
    ...(entries.length > 0
      ? parsed('pagerduty-log-entries', { log_entries: entries }, context)
      : []),
  ];
}

function parsed(
  id: string,
  document: object,
  context: { entityRef: string; now: Millis },
): EvidenceInput[] {
  const format = findFormat(id);
  if (!format) throw new Error(`the format ${id} is not registered`);
  return format.parse(FormatFile.of(JSON.stringify(document)), context).items;
}
