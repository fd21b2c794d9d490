import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';

/** However long somebody says their word shall hold, this is the longest. */
const LONGEST: Millis = 180 * 86_400_000;

/** Instant from which a statement stands no more. */
export function attestationEnd({
  observedAt,
  payload,
}: Evidence<'attestation'>): Millis {
  return Math.min(toMillis(payload.validUntil), toMillis(observedAt) + LONGEST);
}
