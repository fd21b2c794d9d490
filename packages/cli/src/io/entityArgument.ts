import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InvalidArgumentError } from 'commander';

/** An entity reference as a person writes it, made whole: `component:checkout` becomes `component:default/checkout`. */
export function entityArgument(text: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultNamespace: 'default' }),
    );
  } catch {
    throw new InvalidArgumentError(
      'An entity is written like component:default/checkout.',
    );
  }
}
