import { InputError } from '@backstage/errors';

/** Most items that the portal takes in one call. */
const batchSize = 1000;

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

function parse(text: string, file: string): unknown[] {
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch {
    return lines(text, file);
  }
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
    try {
      return [JSON.parse(line)];
    } catch {
      throw new InputError(`${file}, line ${index + 1}: no JSON`);
    }
  });
}

/** Items in the sizes that the portal takes. */
export function* batches(items: unknown[]): Generator<unknown[]> {
  for (let from = 0; from < items.length; from += batchSize) {
    yield items.slice(from, from + batchSize);
  }
}
