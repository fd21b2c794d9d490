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

/** Of two asked for at the same time, the one that ends later. */
const newestFirst = (a: Waiver, b: Waiver): number =>
  toMillis(b.requestedAt) - toMillis(a.requestedAt) ||
  toMillis(b.expiresAt) - toMillis(a.expiresAt) ||
  (a.id < b.id ? -1 : 1);

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
  const candidates = waivers
    .map(waiver => applied(waiver, rules, now))
    .sort(({ waiver: a }, { waiver: b }) => newestFirst(a, b));
  return (
    candidates.find(one => one.stands) ??
    candidates.find(one => one.waiver.state === 'pending') ??
    candidates.find(one => one.waiver.state === 'expired')
  );
}
