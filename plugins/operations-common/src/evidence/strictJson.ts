import { JsonValue } from '@backstage/types';
import { checkJsonText } from './jsonScanner';
import { UnsafeValueError } from './unsafe';

function placeOf(text: string, error: unknown): string {
  const message = String(error);
  const found = /position (\d+)/.exec(message);
  const endsEarly =
    /end of JSON/.test(message) || Number(found?.[1]) >= text.length;
  if (endsEarly) return ', it ends too early';
  if (!found) return '';
  const lines = text.slice(0, Number(found[1])).split('\n');
  const column = lines[lines.length - 1].length + 1;
  return ` at line ${lines.length}, column ${column}`;
}

/**
 * Reads JSON text and refuses what other readers would understand differently.
 *
 * @remarks
 * Refused, with the path: duplicate keys, numbers that are infinite or beyond 2^53 − 1, NUL, lone surrogates, the keys
 * `__proto__`, `constructor` and `prototype`, and nesting deeper than 64. One pass without recursion checks the text before
 * the engine's own parser builds the value, so the time is linear and no nesting can exhaust the stack.
 * @throws UnsafeValueError (an InputError) that names the path
 * @public
 */
export function parseStrictJson(text: string): JsonValue {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  checkJsonText(body);
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new UnsafeValueError('', `not valid JSON${placeOf(body, error)}`);
  }
}
