const acronyms = new Set(['dr', 'os', 'slo', 'kpi', 'csat', 'api']);

/** An id in kebab case as words, `Database maintenance` for `database-maintenance`. @internal */
export function sentenceCase(id: string): string {
  const words = id
    .split('-')
    .map(word => (acronyms.has(word) ? word.toUpperCase() : word))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
