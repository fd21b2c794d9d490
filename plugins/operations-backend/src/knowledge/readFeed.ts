import {
  Millis,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import {
  FormatFile,
  readEpss,
  readKev,
} from '@backstage-operations/plugin-operations-formats';
import { createHash } from 'node:crypto';
import { Feed, NewEdition } from './KnowledgeStore';

/** Entries of the catalogue as they are stored: CVE, listed at, due at; milliseconds. @internal */
export type ExploitedRow = [cve: string, addedAt: Millis, dueAt?: Millis];

/** Entries of the scores as they are stored. @internal */
export type ScoreRow = [cve: string, score: number];

/**
 * The edition that a publisher's file is.
 *
 * @param now - its date where the file has none
 * @throws FormatError when it is another file, or is cut off
 * @internal
 */
export function readFeed(
  feed: Feed,
  bytes: Uint8Array,
  origin: NewEdition['origin'],
  now: Millis,
): NewEdition {
  const file = FormatFile.of(bytes);
  const { rows, version, at } = feed === 'kev' ? kev(file) : epss(file);
  const body = JSON.stringify(rows);
  return {
    feed,
    origin,
    ...(version === undefined ? {} : { version }),
    // A publisher's clock may be ahead of ours; a list of tomorrow is one of today.
    publishedAt: Math.min(at === undefined ? now : toMillis(at), now),
    entries: rows.length,
    digest: createHash('sha256').update(body).digest('hex'),
    body,
  };
}

function kev(file: FormatFile) {
  const { version, releasedAt, entries } = readKev(file);
  const rows = [...entries].map(([cve, { addedAt, dueAt }]): ExploitedRow => {
    const at = toMillis(addedAt);
    return dueAt === undefined ? [cve, at] : [cve, at, toMillis(dueAt)];
  });
  return { rows: rows.sort(byCve), version, at: releasedAt };
}

function epss(file: FormatFile) {
  const { version, scoredAt, scores } = readEpss(file);
  return { rows: [...scores].sort(byCve), version, at: scoredAt };
}

function byCve(
  a: readonly [string, ...unknown[]],
  b: readonly [string, ...unknown[]],
) {
  return a[0] < b[0] ? -1 : 1;
}
