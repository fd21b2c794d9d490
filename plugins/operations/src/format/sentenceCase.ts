/** An id in kebab case as words, `Database maintenance` for `database-maintenance`. @internal */
export function sentenceCase(id: string): string {
  const words = id.replace(/-/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
