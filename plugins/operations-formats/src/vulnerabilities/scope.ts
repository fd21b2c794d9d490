/** An image's name without tag and digest, so that the next build of it is the same scope. */
export function imageName(reference: string): string {
  const name = reference.trim().split('@')[0];
  const slash = name.lastIndexOf('/');
  const colon = name.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  return colon > slash ? name.slice(0, colon) : name;
}
