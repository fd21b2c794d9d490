import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Makes the opaque text that a client sends back to read on. @internal */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The position that a cursor holds; an InputError where it was edited. @internal */
export function decodeCursor<S extends z.ZodType>(
  cursor: string,
  schema: S,
): z.output<S> {
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    position = undefined;
  }
  const result = schema.safeParse(position);
  if (result.success) return result.data;
  throw new InputError('query.cursor: is not a cursor that was given out');
}
