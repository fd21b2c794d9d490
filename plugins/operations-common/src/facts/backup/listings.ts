import { Evidence } from '../../evidence/Evidence';
import { Millis } from '../../time';
import { recordsOf } from '../select';
import { claimedAt } from './claimedAt';

/** What a tool's own catalogue of backups holds of one data set. */
interface Listing {
  at: Millis;
  ids: ReadonlySet<string>;
}

interface Listed {
  id: string;
  record: Evidence<'backup-run'>;
  availableAt: Millis;
  gone?: { at: Millis; all: boolean };
}

const keyOf = (source: string, dataset: string) =>
  JSON.stringify([source, dataset]);

function newestListings(evidence: readonly Evidence[]): Map<string, Listing> {
  const newest = new Map<string, Listing>();
  for (const record of recordsOf(evidence, 'control')) {
    const { listed, checkedAt } = record.payload;
    if (!listed) continue;
    newest.set(keyOf(record.source, listed.dataset), {
      at: claimedAt(record, checkedAt ?? record.observedAt),
      ids: new Set(listed.ids),
    });
  }
  return newest;
}

/**
 * Marks the runs that their tool's newest catalogue no longer holds.
 *
 * @remarks What was once reported stays in the ledger, so that without this a backup that was deleted would be kept for ever.
 * @internal
 */
export function markGone(
  runs: Iterable<Listed>,
  evidence: readonly Evidence[],
): void {
  const listings = newestListings(evidence);
  if (listings.size === 0) return;
  for (const run of runs) {
    const { source, payload, externalId } = run.record;
    const listing = listings.get(keyOf(source, payload.dataset));
    if (externalId === undefined || listing === undefined) continue;
    if (run.availableAt < listing.at && !listing.ids.has(externalId)) {
      run.gone = { at: listing.at, all: listing.ids.size === 0 };
    }
  }
}
