import {
  Millis,
  toIso,
  toMillis,
  Waiver,
} from '@backstage-operations/plugin-operations-common';
import { WaiverEvent, WaiverRequest } from './WaiverStore';

/**
 * A waiver as it stands at an instant.
 *
 * @param events - in the order in which they happened, later ones than the instant left out
 * @internal
 */
export function waiverState(
  request: WaiverRequest,
  events: readonly WaiverEvent[],
  at: Millis,
): Waiver {
  let waiver: Waiver = { ...request, state: 'pending' };
  for (const event of events) {
    const { type, by, band } = event;
    if (type === 'worsened') waiver = { ...request, state: 'pending' };
    else {
      waiver = {
        ...request,
        state: type,
        decidedBy: by,
        decidedAt: toIso(event.at),
        ...(type === 'approved' && band !== undefined
          ? { approvedBand: band }
          : {}),
      };
    }
  }
  const open = waiver.state === 'pending' || waiver.state === 'approved';
  return open && toMillis(waiver.expiresAt) <= at
    ? { ...waiver, state: 'expired' }
    : waiver;
}
