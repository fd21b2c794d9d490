import { z } from 'zod';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { Format } from '../Format';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from '../vulnerabilities/errorBody';

const metadata = z.looseObject({
  title: z.string(),
  'last-modified': z.string(),
  'oscal-version': z.string(),
});

/** A risk as both OSCAL models describe it. */
export const oscalRisk = z.looseObject({
  uuid: z.string(),
  title: z.string(),
  status: z.string(),
  deadline: z.string().nullish(),
  'risk-log': z
    .looseObject({
      entries: z
        .array(
          z.looseObject({
            start: z.string(),
            end: z.string().nullish(),
            'status-change': z.string().nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

export type OscalRisk = z.infer<typeof oscalRisk>;
export type OscalMetadata = z.infer<typeof metadata>;

/** The root of an OSCAL document with its metadata, or a FormatError that says what it is instead. */
export function oscalRoot(
  format: string,
  root: string,
  file: Parameters<Format['parse']>[0],
): { body: Record<string, unknown>; head: OscalMetadata } {
  const document = file.requireObject(format);
  const body = document[root];
  if (!isRecord(body)) {
    refuseErrorBody(format, document);
    throw new FormatError(
      `${format}: expected ${root}, found ${describe(document)}`,
    );
  }
  const head = shaped(format, metadata, body.metadata);
  if (!/^1\./.test(head['oscal-version'])) {
    throw new FormatError(
      `${format}: OSCAL ${head['oscal-version']} is not known; 1.x is`,
    );
  }
  return { body, head };
}

/** When a risk was closed: the log's entry that closed it, else the last change of the document. */
export function riskClosedAt(
  risk: OscalRisk,
  head: OscalMetadata,
): string | undefined {
  if (!/^closed$/i.test(risk.status)) return undefined;
  const entries = risk['risk-log']?.entries ?? [];
  const closing = entries.find(entry =>
    /^closed$/i.test(entry['status-change'] ?? ''),
  );
  return closing?.end ?? closing?.start ?? head['last-modified'];
}
