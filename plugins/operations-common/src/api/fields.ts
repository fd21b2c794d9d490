import { z } from 'zod';
import { instant } from '../evidence/kinds/fields';

/** A part of a path: no separators, no control characters, no lone surrogates. */
export const segment = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[^\p{C}/:\\]+$/u, { message: 'has characters that no name has' });

/** Kind, namespace and name of an entity, in any case. */
export const entityParams = z.object({
  kind: segment,
  namespace: segment,
  name: segment,
});

/** A full entity reference, normalised to lower case. */
export const entityRef = z
  .string()
  .max(500)
  .regex(/^[^\p{C}/:\\]+:[^\p{C}/:\\]+\/[^\p{C}/:\\]+$/u, {
    message: 'must be a full entity reference, like component:default/checkout',
  })
  .transform(ref => ref.toLocaleLowerCase('en-US'));

/** One or more values: repeated, or comma separated. */
export const list = z
  .union([z.string(), z.array(z.string())])
  .transform(value =>
    [value]
      .flat()
      .flatMap(part => part.split(','))
      .map(part => part.trim())
      .filter(part => part !== ''),
  )
  .pipe(
    z
      .array(
        z
          .string()
          .max(500)
          .regex(/^\P{C}*$/u, 'has control characters'),
      )
      .max(100),
  );

/** One or more of the known values: repeated, or comma separated. */
export function listOf<const V extends readonly string[]>(values: V) {
  return list.pipe(z.array(z.enum(values)));
}

/** Size of a page and where it starts. */
export const page = z.object({
  limit: z.coerce.number<number | string>().int().min(1).max(500).default(50),
  /** Opaque; as the page before gave it. */
  cursor: z.string().max(2000).optional(),
});

/** A half-open stretch of time `[from, to)`. */
export const period = z.object({
  from: instant.optional(),
  to: instant.optional(),
});

/** An instant in the past; now when absent. */
export const asOf = z.object({ at: instant.optional() });

/** A lower case hexadecimal SHA-256 digest. */
export const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { message: 'must be a lower case hex SHA-256' });

/** What somebody writes to go with a decision. */
export const comment = z
  .string()
  .max(4000)
  .regex(/^(?:\P{C}|[\n\r\t\u200d])*$/u, 'has control characters');

/** Id of a stored thing. */
export const id = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/, 'is no id');

export { instant };
