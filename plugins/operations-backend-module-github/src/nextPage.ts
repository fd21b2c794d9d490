/**
 * The address of the next page from a `Link` header; undefined on the last page.
 *
 * @throws Error when it leads to another server, which must not get the credential
 */
export function nextPage(
  link: string | null,
  current: string,
): string | undefined {
  for (const part of (link ?? '').split(/,\s*(?=<)/)) {
    const [, target, params] = /^\s*<([^>]*)>(.*)$/.exec(part) ?? [];
    if (target === undefined || !/;\s*rel="?next"?/i.test(params)) continue;
    const next = new URL(target, current);
    if (next.origin !== new URL(current).origin) {
      throw new Error('GitHub names a next page on another server');
    }
    return next.toString();
  }
  return undefined;
}
