import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';

/**
 * The answer of a tool as its documentation describes it.
 *
 * @throws ServiceUnavailableError that names the field that is not as documented
 * @public
 */
export function shaped<T extends z.ZodType>(
  tool: string,
  schema: T,
  answer: unknown,
): z.infer<T> {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new ServiceUnavailableError(
    `${tool} answered in an unknown shape: ${issue.path.join('.')}: ${
      issue.message
    }`,
  );
}
