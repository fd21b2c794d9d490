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
  const named = subjects.filter(({ product }) => product === scope);
  const own = subjects.filter(
    ({ product }) =>
      product === undefined ||
      (named.length > 0 ? product === scope : contains(product, scope)),
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

/** Whether a product's name holds another as a whole word: `acme/shop@1` holds `shop`, `acme/shop-admin` does not. */
function contains(product: string, scope: string): boolean {
  const text = decoded(product);
  for (
    let at = text.indexOf(scope);
    at >= 0;
    at = text.indexOf(scope, at + 1)
  ) {
    const before = text[at - 1] ?? ' ';
    const after = text.slice(at + scope.length);
    if (!/[\w.-]/.test(before) && !/^(\w|[.-]\w)/.test(after)) return true;
  }
  return false;
}

/** A package url escapes the slashes of a registry's address. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
