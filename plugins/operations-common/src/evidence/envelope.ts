import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { httpUrl, instant, text } from './kinds/fields';

/** One part of a reference: printable ASCII, so that no two look alike. */
const refPart = /^[!-.0-9;-~]{1,63}$/;

/**
 * The entity reference in its one spelling: full and in lower case.
 *
 * @returns undefined when the text is no reference with a kind and a name
 * @public
 */
export function normalizeEntityRef(ref: string): string | undefined {
  try {
    const parts = parseEntityRef(ref, { defaultNamespace: 'default' });
    const plain = [parts.kind, parts.namespace, parts.name].every(part =>
      refPart.test(part),
    );
    return plain ? stringifyEntityRef(parts) : undefined;
  } catch {
    return undefined;
  }
}

const entityRef = z.string().transform((ref, context) => {
  const normal = normalizeEntityRef(ref);
  if (normal === undefined) {
    context.addIssue({
      code: 'custom',
      message: 'must be an entity reference like component:default/checkout',
    });
    return z.NEVER;
  }
  return normal;
});

/** What every record has whatever its kind; unknown properties are refused, they are typing errors or attempts. */
export const evidenceEnvelope = z.strictObject({
  entityRef,
  kind: z.string(),
  source: z.string().regex(/^[a-z0-9-]{1,63}$/, {
    message: 'must be 1 to 63 characters of a-z, 0-9 and -',
  }),
  externalId: z.string().min(1).max(253).optional(),
  observedAt: instant,
  payload: z.looseObject({}),
  links: z
    .array(z.strictObject({ title: text(500), url: httpUrl }))
    .max(50)
    .optional(),
});
