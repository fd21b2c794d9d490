import { Millis } from '../time';
import { Checkpoint, parseCheckpoint } from './checkpoint';
import { leafHash } from './hashes';
import { NoteSignature, parseNote, VerifierKey } from './note';
import { LogTree } from './tree';

/** What can be wrong with a log. @public */
export type LogProblemCode =
  | 'leaf'
  | 'gap'
  | 'head'
  | 'truncated'
  | 'rewritten'
  | 'unsequenced'
  | 'bad-note'
  | 'unknown-key';

/** Something that is wrong with a log. @public */
export interface LogProblem {
  code: LogProblemCode;
  /** In words. */
  message: string;
  /** Number of the entry. */
  index?: number;
}

/** An entry as somebody handed it over; nothing of it is believed. @public */
export interface ClaimedEntry {
  index?: number;
  at: string;
  body: string;
  leaf: string;
}

/** A log that is to be verified. @public */
export interface LogCase {
  /** All entries, in any order. */
  entries: readonly ClaimedEntry[];
  /** Checkpoints that were kept outside, as signed notes. */
  kept: readonly string[];
  /** What the portal hands out as its newest checkpoint. */
  head?: string;
  key: VerifierKey;
  /** Whether a signature under a text is that of a key. */
  verifySignature: (
    key: VerifierKey,
    text: string,
    signature: Uint8Array,
  ) => boolean;
  now: Millis;
}

/** How long an entry may wait for its number, in milliseconds. */
const PATIENCE = 5 * 60 * 1000;

/** The checkpoint of a note, or what is wrong with the note. */
function open(
  note: string,
  { key, verifySignature }: LogCase,
): Checkpoint | LogProblem {
  const parsed = parseNote(note);
  if (!parsed) {
    return { code: 'bad-note', message: 'this is no signed note' };
  }
  const isOwn = ({ name, keyHash }: NoteSignature) =>
    name === key.name && keyHash === key.keyHash;
  const own = parsed.signatures.find(isOwn);
  if (!own) {
    const names = parsed.signatures.map(({ name }) => name).join(', ');
    return {
      code: 'unknown-key',
      message: `signed by ${names}, not by the key ${key.name}+${key.keyHash}`,
    };
  }
  const checkpoint = parseCheckpoint(parsed.text);
  if (!checkpoint || !verifySignature(key, parsed.text, own.signature)) {
    return {
      code: 'bad-note',
      message: checkpoint
        ? 'the signature is not that of the key'
        : 'what is signed is no checkpoint',
    };
  }
  return checkpoint;
}

/** Entries by number, and what is wrong with their numbers and hashes. */
function inOrder({ entries, now }: LogCase) {
  const problems: LogProblem[] = [];
  const byIndex = new Map<number, ClaimedEntry>();
  for (const entry of entries) {
    const { index } = entry;
    if (index === undefined) {
      if (Date.parse(entry.at) + PATIENCE < now) {
        problems.push({
          code: 'unsequenced',
          message: `an entry of ${entry.at} has no number`,
        });
      }
      continue;
    }
    if (byIndex.has(index)) {
      problems.push({
        code: 'gap',
        message: `entry ${index} is there twice`,
        index,
      });
    }
    byIndex.set(index, entry);
    if (leafHash(entry.body) !== entry.leaf) {
      problems.push({
        code: 'leaf',
        message: `entry ${index} does not have the hash that is stated for it`,
        index,
      });
    }
  }
  const sorted = [...byIndex.keys()].sort((a, b) => a - b);
  let expected = 0;
  for (const index of sorted) {
    if (index !== expected) {
      problems.push({
        code: 'gap',
        message:
          index - expected === 1
            ? `entry ${expected} is missing`
            : `entries ${expected} to ${index - 1} are missing`,
        index: expected,
      });
    }
    expected = index + 1;
  }
  const bodies = sorted.map(index => byIndex.get(index)?.body ?? '');
  return { problems, bodies, size: expected };
}

/** Roots of the log at some sizes; sizes beyond its end are absent. */
function rootsAt(
  bodies: readonly string[],
  sizes: ReadonlySet<number>,
): Map<number, string> {
  const tree = LogTree.create();
  const roots = new Map([[0, tree.root()]]);
  for (const body of bodies) {
    tree.append(leafHash(body));
    if (sizes.has(tree.size)) roots.set(tree.size, tree.root());
  }
  return roots;
}

/**
 * Computes a log again from its entries alone and says everything that is wrong with it; pure.
 *
 * @returns nothing where it is the log that was signed
 * @public
 */
export function verifyLog(of: LogCase): LogProblem[] {
  const { problems, bodies, size } = inOrder(of);
  const kept: Checkpoint[] = [];
  for (const note of of.kept) {
    const opened = open(note, of);
    if ('code' in opened) problems.push(opened);
    else kept.push(opened);
  }
  const head = of.head === undefined ? undefined : open(of.head, of);
  const sizes = new Set(kept.map(checkpoint => checkpoint.size));
  if (head && !('code' in head)) sizes.add(head.size);
  const roots = rootsAt(bodies, sizes);
  const complete = !problems.some(({ code }) => code === 'gap');

  for (const checkpoint of kept) {
    if (checkpoint.size > size) {
      problems.push({
        code: 'truncated',
        message: `${checkpoint.size} entries were signed and ${size} are left`,
      });
    } else if (complete && roots.get(checkpoint.size) !== checkpoint.root) {
      problems.push({
        code: 'rewritten',
        message: `the first ${checkpoint.size} entries are not those that were signed`,
      });
    }
  }
  if (head && 'code' in head) {
    problems.push({
      ...head,
      message: `the portal's own checkpoint: ${head.message}`,
    });
  } else if (head && complete && roots.get(head.size) !== head.root) {
    problems.push({
      code: 'head',
      message: `the portal's own checkpoint of ${head.size} entries is not that of its entries`,
    });
  }
  return problems;
}
