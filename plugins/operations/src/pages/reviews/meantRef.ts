import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** An entity that a text may mean. @internal */
export interface Known {
  ref: string;
  title?: string;
}

/** The reference that a text means, or how many it could mean. @internal */
export type Meant = { ref: string } | { matches: number };

const reference = /^[\w.-]+:[\w.-]+\/[\w.-]+$/;

function asWritten(text: string, defaultKind: string): Meant {
  try {
    const parts = parseEntityRef(text, {
      defaultKind,
      defaultNamespace: 'default',
    });
    const ref = stringifyEntityRef(parts);
    return reference.test(ref) ? { ref } : { matches: 0 };
  } catch {
    return { matches: 0 };
  }
}

/**
 * What somebody means who types a name, a title, a part of either or a reference.
 *
 * @param text - as typed
 * @param known - what there is to choose from
 * @param defaultKind - kind of a name that is not known
 * @internal
 */
export function meantRef(
  text: string,
  known: readonly Known[],
  defaultKind: string,
): Meant | undefined {
  const wanted = text.trim().toLocaleLowerCase('en-US');
  if (wanted === '') return undefined;
  const named = known.map(({ ref, title = '' }) => ({
    ref,
    names: [ref, ref.slice(ref.indexOf('/') + 1), title].map(name =>
      name.toLocaleLowerCase('en-US'),
    ),
  }));
  const exact = named.filter(({ names }) => names.includes(wanted));
  const found =
    exact.length > 0
      ? exact
      : named.filter(({ names }) => names.some(name => name.includes(wanted)));
  if (found.length === 1) return { ref: found[0].ref };
  if (found.length > 1) return { matches: found.length };
  return asWritten(wanted, defaultKind);
}
