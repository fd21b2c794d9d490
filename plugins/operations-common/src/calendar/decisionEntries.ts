import { ScorecardResult, SignoffState } from '../scorecards/Result';
import { durationMillis, Millis, toIso, toMillis } from '../time';
import { NewEntry } from './newEntry';

/** Slots named in one entry at most. */
const named = 10;

/** Exceptions that run out, and those that have. */
function waivers({ scorecard, criteria }: ScorecardResult): NewEntry[] {
  return criteria.flatMap(({ id, title, waiver }) =>
    waiver && (waiver.state === 'approved' || waiver.state === 'expired')
      ? {
          type: 'waiver-expires',
          key: waiver.id,
          title: `Exception expires: ${title}`,
          starts: toMillis(waiver.expiresAt),
          url:
            waiver.ticket && /^https?:/.test(waiver.ticket)
              ? waiver.ticket
              : undefined,
          detail: `${scorecard} · ${id}`,
        }
      : [],
  );
}

/** Sign-offs that end on the same day are one entry: forty slots signed in a meeting are one thing to do. */
function signoffs(result: ScorecardResult): NewEntry[] {
  const { scorecard, title, criteria, exit } = result;
  const ttl = durationMillis(exit.ttl);
  const days = new Map<string, { ends: Millis; slots: string[] }>();
  const add = (criterion: string, { decision, state, id }: SignoffState) => {
    if (state !== 'approved' || !decision) return;
    const ends = toMillis(decision.at) + ttl;
    const day = toIso(ends).slice(0, 10);
    const known = days.get(day) ?? { ends, slots: [] };
    known.ends = Math.min(known.ends, ends);
    known.slots.push(`${criterion} · ${id}`);
    days.set(day, known);
  };
  for (const criterion of criteria) {
    for (const slot of criterion.signoffs) add(criterion.id, slot);
  }
  for (const slot of exit.signoffs) add('exit', slot);
  return [...days].map(([day, { ends, slots }]) => {
    const more = slots.length - named;
    return {
      type: 'signoff-expires',
      key: `${scorecard}/${day}`,
      title: `${
        slots.length === 1
          ? '1 sign-off expires'
          : `${slots.length} sign-offs expire`
      }: ${title}`,
      starts: ends,
      detail: `${slots.slice(0, named).join(', ')}${
        more > 0 ? ` and ${more} more` : ''
      }`,
    };
  });
}

/** What people decided that runs out by itself, of one scorecard. @internal */
export function decisionEntries(result: ScorecardResult): NewEntry[] {
  return result.applicable ? [...waivers(result), ...signoffs(result)] : [];
}
