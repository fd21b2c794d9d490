import { SignoffSubject } from './Result';

type Statement = Pick<SignoffSubject['evidence'][number], 'kind' | 'id'>;

/** What a statement under a signature is about, in parts that a person knows. @public */
export interface StatementAbout {
  /** Kind in words, `restore test`. */
  kind: string;
  /** Name of the thing, where the kind has several things. */
  name?: string;
  /** Who says it, where that is known. */
  source?: string;
  /** True for a record of another entity, whose name may be none of the reader's business. */
  elsewhere: boolean;
}

const acronyms = /\b(api|csat|dr|kpi|os|slo)\b/g;

/**
 * Takes the key of a statement apart.
 *
 * @param statement - its id is `kind/source/name`, as the ledger names things; a bare name where it is no record
 * @public
 */
export function statementAbout({ kind, id }: Statement): StatementAbout {
  const words = kind
    .replace(/-/g, ' ')
    .replace(acronyms, word => word.toUpperCase());
  if (id.startsWith('related/')) return { kind: words, elsewhere: true };
  if (kind === 'criterion' || !id.startsWith(`${kind}/`)) {
    return { kind: words, name: id, elsewhere: false };
  }
  const [source, ...name] = id.slice(kind.length + 1).split('/');
  return {
    kind: words,
    source,
    ...(name.length > 0 ? { name: name.join('/') } : {}),
    elsewhere: false,
  };
}

/** The same as one phrase, `SLO latency (prometheus)`. @internal */
export function statementWords(statement: Statement): string {
  const { kind, name, source, elsewhere } = statementAbout(statement);
  return [
    kind,
    name,
    source && `(${source})`,
    elsewhere ? 'of another entity' : undefined,
  ]
    .filter(Boolean)
    .join(' ');
}
