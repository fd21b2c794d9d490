import { isRecord } from '../FormatFile';
import { isPackage, VexSubject } from './vexProducts';

interface Named {
  name: string;
  purl?: string;
}

/**
 * What each product id of a CSAF product tree stands for.
 *
 * @remarks A relationship makes an id of its own for a component as part of a product; it is about both.
 */
export function csafProducts(tree: unknown): Map<string, VexSubject> {
  const named = new Map<string, Named>();
  const subjects = new Map<string, VexSubject>();
  if (!isRecord(tree)) return subjects;
  const waiting: unknown[] = [tree.branches, tree.full_product_names];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (Array.isArray(next)) {
      for (const entry of next) waiting.push(entry);
    } else if (isRecord(next)) {
      waiting.push(next.branches, next.product);
      remember(next, named);
    }
  }
  for (const [id, product] of named) subjects.set(id, subjectOf(product));
  const relationships = Array.isArray(tree.relationships)
    ? tree.relationships
    : [];
  for (const relationship of relationships) {
    if (!isRecord(relationship)) continue;
    const whole = relationship.full_product_name;
    if (!isRecord(whole)) continue;
    const reference = String(relationship.product_reference);
    const component = named.get(reference);
    const product = named.get(
      String(relationship.relates_to_product_reference),
    );
    subjects.set(String(whole.product_id), {
      product: product?.name ?? String(whole.name),
      // An id that stands for nothing known is no package that a scanner finds; left out, it would mean the whole product.
      package: component?.purl ?? component?.name ?? reference,
    });
  }
  return subjects;
}

function remember(
  entry: Record<string, unknown>,
  named: Map<string, Named>,
): void {
  const { product_id: id, name, product_identification_helper: helper } = entry;
  if (typeof id !== 'string' || typeof name !== 'string') return;
  const purl = isRecord(helper) ? helper.purl : undefined;
  named.set(id, { name, ...(typeof purl === 'string' ? { purl } : {}) });
}

function subjectOf({ name, purl }: Named): VexSubject {
  return purl && isPackage(purl) ? { package: purl } : { product: name };
}
