import { parseStrictJson } from '@backstage-operations/plugin-operations-common';
import { InputError } from '@backstage/errors';

/** Most items that the portal takes in one call. */
const batchSize = 1000;

/** Most bytes of items in one call; the portal takes 20 MiB with what is around them. */
const batchBytes = 18 * 1024 * 1024;

/**
 * The items of an evidence file.
 *
 * @param text - `{"items": […]}`, a list, one item, or one item per line
 * @param file - name for messages
 * @throws InputError when it is none of these or holds nothing
 */
export function readEvidence(text: string, file: string): unknown[] {
  const items = parse(text, file);
  if (items.length === 0) throw new InputError(`${file} holds no evidence`);
  return items;
}

/** Strictly, as the portal reads it: to alter a figure on the way would be worse than not to send it. */
function strictly(text: string, place: string): unknown {
  try {
    return parseStrictJson(text);
  } catch (error) {
    throw new InputError(`${place}: ${(error as Error).message}`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parse(text: string, file: string): unknown[] {
  const [first] = text.trimStart().split('\n', 1);
  if (!isJson(text) && isJson(first)) return lines(text, file);
  if (text.trim() === '') return [];
  const whole = strictly(text, file);
  if (Array.isArray(whole)) return whole;
  if (typeof whole === 'object' && whole !== null && 'items' in whole) {
    if (Array.isArray(whole.items)) return whole.items;
    throw new InputError(`${file}: items is no list`);
  }
  return [whole];
}

function lines(text: string, file: string): unknown[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    return [strictly(line, `${file}, line ${index + 1}`)];
  });
}

/** Items in the sizes that the portal takes, by number and by bytes. */
export function* batches(items: unknown[]): Generator<unknown[]> {
  let batch: unknown[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item));
    const full = batch.length === batchSize || bytes + size > batchBytes;
    if (full && batch.length > 0) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
