import {
  EvidenceInput,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { Format, FormatContext } from '../Format';
import { read } from '../incidents/testing';

export { now, read } from '../incidents/testing';

/** Payloads of the scans in a file. */
export function scans(
  format: Format,
  content: unknown,
  context: Partial<FormatContext> = {},
): EvidencePayload<'vulnerability-scan'>[] {
  return read(format, content, context)
    .items.filter(
      (item): item is EvidenceInput<'vulnerability-scan'> =>
        item.kind === 'vulnerability-scan',
    )
    .map(({ payload }) => payload);
}

/** The statements in a file, each with the instant it was made at. */
export function statements(
  format: Format,
  content: unknown,
  context: Partial<FormatContext> = {},
): (EvidencePayload<'vex'> & { at: string })[] {
  return read(format, content, context)
    .items.filter((item): item is EvidenceInput<'vex'> => item.kind === 'vex')
    .map(({ payload, observedAt }) => ({ ...payload, at: observedAt }));
}
