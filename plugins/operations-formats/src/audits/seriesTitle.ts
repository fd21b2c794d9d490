const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';

/** A year with what stands before or after it; the year of a standard's edition, `27001:2022`, is none. */
const dates = new RegExp(
  `(?<![:\\w.-])(?:(?:\\d{1,2}\\.?\\s+)?${month}\\s+(?:\\d{1,2},?\\s+)?|q[1-4][\\s/-]*|h[12][\\s/-]*)?20\\d\\d(?:[-/.](?:\\d{1,2}|q[1-4])){0,2}(?:[\\s-]*(?:q[1-4]|h[12]))?(?![\\w:])`,
  'gi',
);

/**
 * The title of a report without its date, so that the next report of the series goes on where this one ends.
 *
 * @remarks `Monitoring, June 2026` and `Monitoring, July 2026` are about the same controls.
 */
export function seriesTitle(title: string): string {
  const rest = title
    .replace(dates, ' ')
    .replace(/[([]\s*[)\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s,;:–—-]+$/, '')
    .replace(/^[\s,;:–—-]+/, '');
  return /\p{L}/u.test(rest) ? rest : title.trim();
}
