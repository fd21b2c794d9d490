/** A user or group by its name alone; any other sender as it is. @internal */
export function personName(entityRef: string): string {
  const [, namespace, name] =
    /^(?:user|group):([^/]+)\/(.+)$/.exec(entityRef) ?? [];
  if (!name) return entityRef;
  return namespace === 'default' ? name : `${namespace}/${name}`;
}
