import { z } from 'zod';
import { FormatError } from '../FormatError';

/** The value as the schema describes it, or a FormatError that names the field that is not. */
export function shaped<T extends z.ZodType>(
  format: string,
  schema: T,
  value: unknown,
): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue.path.length ? issue.path.join('.') : 'the document';
  throw new FormatError(`${format}: ${where}: ${issue.message}`);
}
