import { isRecord } from '@backstage-operations/plugin-operations-node';

/**
 * Whether a backup, restore or schedule is about a namespace.
 *
 * @remarks As Velero reads its specs: no list of namespaces, or `*` in it, means all; what is excluded is never in it.
 */
export function covers(
  resource: Record<string, unknown>,
  namespace: string,
): boolean {
  const spec = isRecord(resource.spec) ? resource.spec : {};
  // A schedule says what it backs up in the template of its backups.
  const { includedNamespaces, excludedNamespaces } = isRecord(spec.template)
    ? spec.template
    : spec;
  if (namesIn(excludedNamespaces).includes(namespace)) return false;
  const included = namesIn(includedNamespaces);
  return (
    included.length === 0 ||
    included.includes('*') ||
    included.includes(namespace)
  );
}

function namesIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
