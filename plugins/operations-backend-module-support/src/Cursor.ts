import { z } from 'zod';

/** Which months of an entity's tickets have been read. */
export interface Cursor {
  /** The next month to be read for the first time, `2026-03`. */
  next: string;
  /** Months with tickets that were open when they were last read. */
  open: readonly string[];
  /** What was asked for; other questions begin anew. */
  asked: string;
}

const month = z.string().regex(/^\d{4}-\d{2}$/);

const stored = z.object({
  next: month,
  open: z.array(month),
  asked: z.string(),
});

/** The cursor of an earlier run that asked the same; undefined for any other. */
export function readCursor(
  text: string | undefined,
  asked: string,
): Cursor | undefined {
  try {
    const cursor = stored.parse(JSON.parse(text ?? ''));
    return cursor.asked === asked ? cursor : undefined;
  } catch {
    return undefined;
  }
}
