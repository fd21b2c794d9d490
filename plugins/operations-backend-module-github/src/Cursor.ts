import { isRecord } from '@backstage-operations/plugin-operations-node';
import { Millis } from '@backstage-operations/plugin-operations-common';

/** How far one repository is read. */
export interface RepositoryCursor {
  /** When all of its alerts were last listed. */
  fullAt: Millis;
  /** `updated_at` of the alert that changed last. */
  updatedAt: string;
  /** Numbers of all alerts that changed at that second; there may be more to come. */
  seen: number[];
}

/** By `owner/name`. */
export type Cursor = Record<string, RepositoryCursor>;

/** What an earlier run left; one that can't be read starts anew. */
export function readCursor(text: string | undefined): Cursor {
  if (text === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  if (!isRecord(value)) return {};
  const cursor: Cursor = {};
  for (const [slug, entry] of Object.entries(value)) {
    if (
      isRecord(entry) &&
      typeof entry.fullAt === 'number' &&
      typeof entry.updatedAt === 'string'
    ) {
      const seen: unknown[] = Array.isArray(entry.seen) ? entry.seen : [];
      cursor[slug] = {
        fullAt: entry.fullAt,
        updatedAt: entry.updatedAt,
        seen: seen.filter(number => typeof number === 'number'),
      };
    }
  }
  return cursor;
}
