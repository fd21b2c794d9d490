import {
  EvidenceInput,
  EvidencePayload,
  parseEvidenceInput,
} from '@backstage-operations/plugin-operations-common';
import { Format, FormatContext } from '../Format';
import { FormatFile } from '../FormatFile';

/** Instant of every import in the tests. */
export const now = Date.parse('2026-03-10T12:00:00Z');

/** Parses the content as the format would on import, and proves that the ledger would take every item. */
export function read(
  format: Format,
  content: unknown,
  context: Partial<FormatContext> = {},
) {
  const file = FormatFile.of(
    typeof content === 'string' ? content : JSON.stringify(content),
  );
  const result = format.parse(file, {
    entityRef: 'component:default/shop',
    now,
    ...context,
  });
  for (const item of result.items) {
    const json: unknown = JSON.parse(JSON.stringify(item));
    const parsed = parseEvidenceInput(json, { now });
    if (!parsed.ok) throw new Error(`${parsed.field} ${parsed.message}`);
  }
  return result;
}

/** Payloads of the items, as incidents. */
export function incidents(
  format: Format,
  content: unknown,
  context: Partial<FormatContext> = {},
): EvidencePayload<'incident'>[] {
  return read(format, content, context)
    .items.filter(
      (item): item is EvidenceInput<'incident'> => item.kind === 'incident',
    )
    .map(({ payload }) => payload);
}
