import { FilterPredicate } from '@backstage/filter-predicates';

const names: Record<string, string> = {
  'spec.type': 'type',
  'spec.lifecycle': 'lifecycle',
  'spec.owner': 'owner',
  'spec.system': 'system',
  'spec.domain': 'domain',
};

const nameOf = (path: string) =>
  names[path] ?? path.replace(/^metadata\.(annotations|labels)\./, '');

const list = (items: unknown): string =>
  (Array.isArray(items) ? items : [items]).map(String).join(' or ');

function joined(predicates: unknown, word: string): string {
  const parts = (Array.isArray(predicates) ? predicates : []).map(part =>
    predicateWords(part as FilterPredicate),
  );
  return parts.length === 1 ? parts[0] : `(${parts.join(` ${word} `)})`;
}

function propertyWords(path: string, value: unknown): string {
  const name = nameOf(path);
  if (typeof value !== 'object' || value === null) return `${name} is ${value}`;
  const [[operator, operand] = ['', undefined]] = Object.entries(value);
  switch (operator) {
    case '$in':
      return `${name} is ${list(operand)}`;
    case '$exists':
      return operand ? `${name} is set` : `${name} is not set`;
    case '$hasPrefix':
      return `${name} begins with ${operand}`;
    case '$contains':
      return `${name} contains ${predicateWords(operand)}`;
    default:
      return `${name} matches ${JSON.stringify(value)}`;
  }
}

/** A predicate in words: `kind is component and lifecycle is production`. @internal */
export function predicateWords(predicate: FilterPredicate): string {
  if (typeof predicate !== 'object') return String(predicate);
  if ('$all' in predicate) return joined(predicate.$all, 'and');
  if ('$any' in predicate) return joined(predicate.$any, 'or');
  if ('$not' in predicate) {
    return `not ${predicateWords(predicate.$not as FilterPredicate)}`;
  }
  return Object.entries(predicate)
    .map(([path, value]) => propertyWords(path, value))
    .join(' and ');
}

/** When a rule applies: `where kind is component`, `unless type is library`. @internal */
export function conditionWords(predicate: FilterPredicate): string {
  return typeof predicate === 'object' && '$not' in predicate
    ? `unless ${predicateWords(predicate.$not as FilterPredicate)}`
    : `where ${predicateWords(predicate)}`;
}
