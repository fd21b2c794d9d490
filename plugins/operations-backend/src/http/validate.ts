import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** The value as the schema makes it; an InputError that names the first wrong field otherwise. @internal */
export function validate<S extends z.ZodType>(
  schema: S,
  value: unknown,
  place: string,
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = [place, ...issue.path].filter(part => part !== '').join('.');
  throw new InputError(`${path || 'body'}: ${issue.message}`);
}
