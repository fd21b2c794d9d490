/** Words of PromQL that are no metric. */
const keywords = new Set([
  'and',
  'or',
  'unless',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'offset',
  'bool',
  'atan2',
  'inf',
  'nan',
]);

/** The metrics that a query names, without its labels, look-backs and functions. */
export function metricNames(query: string): Set<string> {
  const plain = query
    .replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`/g, '')
    .replace(/\{\{\s*\.window\s*\}\}/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replace(
      /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi,
      ' ',
    );
  const names = plain.match(/(?<![\w:.])[a-zA-Z_:][\w:]*(?!\s*\(|[\w:])/g);
  return new Set(
    (names ?? []).filter(name => !keywords.has(name.toLowerCase())),
  );
}

/** Whether a query counts events of metrics that another one counts too. */
export function isPartOf(query: string, whole: string): boolean {
  const names = metricNames(query);
  const all = metricNames(whole);
  return names.size > 0 && [...names].every(name => all.has(name));
}
