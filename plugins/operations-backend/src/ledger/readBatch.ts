import {
  parseStrictJson,
  UnsafeValueError,
} from '@backstage-operations/plugin-operations-common';

/** An item whose text is refused before it becomes a value. @internal */
export class RefusedItem {
  constructor(readonly field: string, readonly message: string) {}
}

/** The text of each element of the list under `items`, and the document with that list emptied. */
function splitItems(
  text: string,
): { elements: string[]; rest: string } | undefined {
  const elements: string[] = [];
  let depth = 0;
  let key = '';
  let listStart = -1;
  let elementStart = -1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const start = at;
      for (at++; text[at] !== '"' && at < text.length; at++) {
        if (text[at] === '\\') at++;
      }
      if (depth === 1) key = text.slice(start, at + 1);
    } else if (character === '[' || character === '{') {
      depth++;
      if (depth === 2 && key === '"items"' && character === '[') {
        listStart = at;
        elementStart = at + 1;
      }
    } else if (character === ']' || character === '}') {
      if (depth === 2 && listStart >= 0) {
        elements.push(text.slice(elementStart, at));
        return {
          elements: elements.filter(element => element.trim() !== ''),
          rest: `${text.slice(0, listStart)}[]${text.slice(at + 1)}`,
        };
      }
      depth--;
    } else if (character === ',' && depth === 2 && listStart >= 0) {
      elements.push(text.slice(elementStart, at));
      elementStart = at + 1;
    }
  }
  return undefined;
}

/**
 * Reads the body of a batch so that an item which is not safe JSON refuses only itself.
 *
 * @remarks The whole is read strictly first; only where that fails inside an item are the items read one by one.
 * @throws UnsafeValueError when the fault is not inside one item, or the text is no JSON at all
 * @internal
 */
export function readBatch(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch (error) {
    if (!(error instanceof UnsafeValueError)) throw error;
    if (!error.field.startsWith('items[')) throw error;
    return readItems(text, error);
  }
}

/** Text of a batch in which nulls stand for what some writers put where JSON has no number. */
function withoutNoNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/gs, token =>
    token.startsWith('"') ? token : 'null',
  );
}

function readItems(text: string, error: UnsafeValueError): unknown {
  try {
    JSON.parse(withoutNoNumbers(text));
  } catch {
    throw error;
  }
  const split = splitItems(text);
  if (!split) throw error;
  return {
    ...(parseStrictJson(split.rest) as object),
    items: split.elements.map(element => {
      try {
        return parseStrictJson(element);
      } catch (problem) {
        if (!(problem instanceof UnsafeValueError)) throw problem;
        return new RefusedItem(problem.field, problem.problem);
      }
    }),
  };
}
