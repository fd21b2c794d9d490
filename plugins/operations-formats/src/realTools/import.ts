import {
  Evidence,
  EvidenceInput,
  datasetStatuses,
  defaultSettings,
  evidenceDigest,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { FormatContext } from '../Format';
import { FormatFile } from '../FormatFile';
import { detectFormat } from '../registry';

const entityRef = 'component:default/shop';

/** Imports a tool's output as the portal would: detected, parsed, nothing named. */
export function imported(
  format: string,
  output: string,
  context: Partial<FormatContext> = {},
): EvidenceInput[] {
  const file = FormatFile.of(output);
  const found = detectFormat(file);
  if (found?.id !== format) {
    throw new Error(
      `detected ${found?.id ?? 'nothing'}, not ${format}: ${output.slice(
        0,
        200,
      )}`,
    );
  }
  return found.parse(file, { entityRef, now: Date.now(), ...context }).items;
}

/** What the tab says of a data set after these imports. */
export function tabSays(dataset: string, items: readonly EvidenceInput[]) {
  const now = Date.now();
  const evidence = items.map(
    (item, index): Evidence => ({
      ...item,
      id: String(index).padStart(26, '0'),
      receivedAt: toIso(now),
      digest: evidenceDigest(item),
      submittedBy: 'service:test',
    }),
  );
  const found = datasetStatuses(
    {
      entity: {
        entityRef,
        uid: 'u',
        kind: 'component',
        namespace: 'default',
        name: 'shop',
        annotations: {},
        labels: {},
        tags: [],
        relations: [],
        links: [],
      },
      evidence,
      settings: defaultSettings,
    },
    now,
  ).find(status => status.dataset === dataset);
  if (!found) throw new Error(`no data set ${dataset}`);
  return {
    lastRun: found.lastRun?.outcome,
    lastGood: found.lastGood !== undefined,
    level: found.proof.level,
    reason: found.lastRun?.reason,
  };
}
