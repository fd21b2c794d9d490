import { bytesToHex, hexToBytes } from '@noble/hashes/utils';
import { fromBase64, toBase64 } from './base64';

/** The state of a log at one moment. @public */
export interface Checkpoint {
  /** Which log; unique in the world. */
  origin: string;
  /** Entries. */
  size: number;
  /** Root hash, lower case hex. */
  root: string;
}

/**
 * The text that is signed.
 *
 * @remarks Format: c2sp.org/tlog-checkpoint. Ends with a newline.
 * @public
 */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint;
  return `${origin}\n${size}\n${toBase64(hexToBytes(root))}\n`;
}

/** The checkpoint that a text is; undefined for any other text. Lines after the third are extensions and are left alone. @public */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, root, ...rest] = text.split('\n');
  const bytes = fromBase64(root ?? '');
  const ended = rest.length > 0 && rest.at(-1) === '';
  if (!origin || !ended || bytes?.length !== 32) return undefined;
  if (!/^(0|[1-9]\d{0,15})$/.test(size)) return undefined;
  if (!Number.isSafeInteger(Number(size))) return undefined;
  return { origin, size: Number(size), root: bytesToHex(bytes) };
}
