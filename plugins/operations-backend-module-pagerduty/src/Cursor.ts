import {
  Millis,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';

/** How far the incidents of an entity have been read. */
export interface Cursor {
  /** All incidents that were created before this instant have been read. */
  readTo: Millis;
  /** Incidents that were not resolved when they were last read. */
  open: string[];
}

const stored = z.object({
  readTo: z.iso.datetime(),
  open: z.array(z.string()),
});

/** The cursor of an earlier run; one that can't be read begins anew, which writes nothing twice. */
export function readCursor(text: string | undefined, start: Millis): Cursor {
  try {
    const { readTo, open } = stored.parse(JSON.parse(text ?? ''));
    return { readTo: toMillis(readTo), open };
  } catch {
    return { readTo: start, open: [] };
  }
}

/** The cursor as it is stored. */
export function writeCursor({ readTo, open }: Cursor): string {
  return JSON.stringify({ readTo: toIso(readTo), open });
}
