import { Millis, toMillis } from '../time';
import { RuleResult, Waiver } from './Result';
import { isWorseBand, waiverBand } from './waiverBand';

/** The waiver to show on a criterion, and whether it stands. @internal */
export interface AppliedWaiver {
  waiver: Waiver;
  stands: boolean;
  /** Why an approved one does not stand. */
  reason?: string;
}

function applied(
  waiver: Waiver,
  rules: readonly RuleResult[],
  now: Millis,
): AppliedWaiver {
  const ended = toMillis(waiver.expiresAt) <= now;
  if (ended && waiver.state === 'pending') {
    return { waiver: { ...waiver, state: 'expired' }, stands: false };
  }
  if (ended && waiver.state === 'approved') {
    return {
      waiver: { ...waiver, state: 'expired' },
      stands: false,
      reason: `its exception ended on ${waiver.expiresAt.slice(0, 10)}`,
    };
  }
  if (waiver.state !== 'approved') return { waiver, stands: false };
  const { approvedBand } = waiver;
  if (approvedBand && isWorseBand(waiverBand(rules), approvedBand)) {
    return {
      waiver: { ...waiver, state: 'pending' },
      stands: false,
      reason:
        'it got worse than when its exception was approved, which has to be decided again',
    };
  }
  return { waiver, stands: true };
}

/**
 * The exception that counts for a criterion: the one that stands, else the newest that waits, else the newest that ended.
 *
 * @remarks Denied and revoked ones are history. Waivers of an entity that had another uid never count.
 * @internal
 */
export function applyWaiver(
  waivers: readonly Waiver[],
  rules: readonly RuleResult[],
  now: Millis,
): AppliedWaiver | undefined {
  const newestFirst = waivers
    .map(waiver => applied(waiver, rules, now))
    .sort((a, b) => (a.waiver.requestedAt < b.waiver.requestedAt ? 1 : -1));
  return (
    newestFirst.find(one => one.stands) ??
    newestFirst.find(one => one.waiver.state === 'pending') ??
    newestFirst.find(one => one.waiver.state === 'expired')
  );
}
