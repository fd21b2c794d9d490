import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { FormatResult } from '../Format';
import { FormatError } from '../FormatError';

/**
 * The SLOs that could be read; what is wrong with the others becomes a warning.
 *
 * @param read - of each SLO its record, or why there is none
 * @throws FormatError where none could be read
 */
export function readSlos(
  format: string,
  read: readonly (EvidenceInput | string)[],
  warnings: readonly string[],
): FormatResult {
  const items = read.flatMap(one => (typeof one === 'string' ? [] : one));
  const problems = read.flatMap(one => (typeof one === 'string' ? one : []));
  if (items.length === 0) {
    const why = problems.length > 0 ? `: ${problems.join('; ')}` : '';
    throw new FormatError(
      `${format}: no SLO with its objective in the answer${why}`,
    );
  }
  return { items, warnings: [...warnings, ...problems] };
}
