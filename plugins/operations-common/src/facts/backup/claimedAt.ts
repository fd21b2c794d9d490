import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';

/**
 * An instant that a record claims, never after the record itself: what has not happened yet proves nothing for later.
 *
 * @remarks The ledger looks at `observedAt` only; a clock that is wrong, or a slip of the pen, may put any other time years ahead.
 * @internal
 */
export function claimedAt(
  { observedAt, receivedAt }: Pick<Evidence, 'observedAt' | 'receivedAt'>,
  claimed: string,
): Millis {
  const known = Math.max(toMillis(observedAt), toMillis(receivedAt));
  return Math.min(toMillis(claimed), known);
}
