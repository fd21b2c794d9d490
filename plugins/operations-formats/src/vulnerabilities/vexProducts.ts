import { FormatError } from '../FormatError';

/** What a VEX statement is about: a package, of a product or by itself. */
export interface VexSubject {
  /** The product as the document names it; absent when the statement names a package only. */
  product?: string;
  /** The component, as package url or name; absent when the whole product is meant. */
  package?: string;
}

const wholes = /^pkg:(oci|docker|generic|github|bitbucket|rpmmod)\//i;

/** Whether an id names a package that a scanner finds, and not an image or a product. */
export function isPackage(id: string): boolean {
  return id.startsWith('pkg:') && !wholes.test(id);
}

/**
 * The statements about the product in question; one about another product must not excuse this one.
 *
 * @throws FormatError when there are several products and nobody said which one it is
 */
export function ofProduct<T extends VexSubject>(
  format: string,
  subjects: readonly T[],
  scope: string | undefined,
): T[] {
  const products = new Set(subjects.flatMap(({ product }) => product ?? []));
  if (scope === undefined) {
    if (products.size > 1) {
      const some = [...products].slice(0, 3).join(', ');
      throw new FormatError(
        `${format}: the statements are about ${products.size} products (${some}…); name yours with scope=`,
      );
    }
    return [...subjects];
  }
  const own = subjects.filter(
    ({ product }) => product === undefined || product.includes(scope),
  );
  if (own.length === 0) {
    throw new FormatError(
      `${format}: no statement is about ${scope}; they are about ${[...products]
        .slice(0, 3)
        .join(', ')}`,
    );
  }
  return own;
}
