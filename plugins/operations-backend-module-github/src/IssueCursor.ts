import { z } from 'zod';

/** How far the incidents of one repository are read. */
export interface IssueCursor {
  /** `updated_at` of the issue that changed last; all that changed before it are read. */
  since?: string;
  /** Issues of that very second that need not be read again. */
  seen: number[];
  /** Incidents that were not closed when they were last read. */
  open: number[];
}

const stored = z.record(
  z.string(),
  z.object({
    since: z.string().optional(),
    seen: z.array(z.number()),
    open: z.array(z.number()),
  }),
);

/** What an earlier run left, by `owner/name`; one that can't be read starts anew, which writes nothing twice. */
export function readIssueCursors(
  text: string | undefined,
): Record<string, IssueCursor> {
  try {
    return stored.parse(JSON.parse(text ?? ''));
  } catch {
    return {};
  }
}
