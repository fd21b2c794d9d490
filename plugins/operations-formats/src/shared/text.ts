/** The text cut to a length that a field takes. */
export function clipped(text: string, length: number): string {
  if (text.length <= length) return text;
  // A character of two halves is left out as a whole: half of one is no text.
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The address when it is one that may be linked. */
export function webUrl(text: string | null | undefined): string | undefined {
  return text && /^https?:\/\//i.test(text) && URL.canParse(text)
    ? text.slice(0, 2048)
    : undefined;
}
