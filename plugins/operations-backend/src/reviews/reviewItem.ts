import {
  Millis,
  ReviewItem,
  ScorecardResult,
  sha256Text,
  subjectDifference,
  toIso,
  toMillis,
  Waiver,
} from '@backstage-operations/plugin-operations-common';
import { slotLetters, verdictLetters } from '../evaluation/codes';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { placeOf } from '../signoffs/place';
import { Reviewer } from './Reviewer';
import { readyVerdicts, ReviewSlot } from './reviewSlots';
import { ReviewRow } from './ReviewStore';
import { slotRight } from './slotRight';

/** One thing that waits, before its details are read. @internal */
export interface Waiting {
  type: ReviewItem['type'];
  since: Millis;
  row: Pick<ReviewRow, 'entityRef' | 'title' | 'owner'>;
  scorecard: ActiveScorecard;
  criterion: string;
  slot?: ReviewSlot;
  waiver?: Waiver;
}

/** Joins names to one; references have no spaces. @internal */
export const keyOf = (entityRef: string, ...names: string[]) =>
  [entityRef, ...names].join(' ');

/** Where an item stands, as text: no two are the same. @internal */
export function placeText({
  row,
  scorecard,
  criterion,
  slot,
  waiver,
}: Waiting): string {
  const last = waiver?.id ?? slot?.slot.id ?? '';
  return keyOf(row.entityRef, scorecard.id, criterion, last);
}

/** Stable while the item waits. */
function identity(waiting: Waiting): string {
  return waiting.waiver?.id ?? sha256Text(placeText(waiting)).slice(0, 32);
}

/** Whether every criterion that the exit needs is met, does not apply, or is only announced. */
function nothingBlocks(
  { verdicts }: ReviewRow,
  { needs = [] }: ReviewSlot,
  now: Millis,
): boolean {
  return needs.every(need => {
    const verdict = verdicts[need.verdictPosition - 1];
    return (
      need.from > now ||
      verdict === verdictLetters['not-applicable'] ||
      readyVerdicts(need).includes(verdict)
    );
  });
}

/** Why a slot is in the inbox; undefined where it does not wait. @internal */
export function typeOf(
  row: ReviewRow,
  slot: ReviewSlot,
  own: boolean,
  now: Millis,
): 'signoff' | 'stale-signoff' | undefined {
  const state = row.slots[slot.position - 1];
  if (state === 's' && own) return 'stale-signoff';
  // A lapsed signature can't be given anew before those it comes after.
  const turn = slot.after.every(
    position => row.slots[position - 1] === slotLetters.approved,
  );
  if (state !== 'o' && !(state === 's' && turn)) return undefined;
  if (slot.verdictPosition === undefined) {
    const ready =
      row.gate === 'awaiting-signoff' ||
      (row.gate === 'reopened' && nothingBlocks(row, slot, now));
    return ready ? 'signoff' : undefined;
  }
  const verdict = row.verdicts[slot.verdictPosition - 1];
  return readyVerdicts(slot).includes(verdict) ? 'signoff' : undefined;
}

/** Everything that is shown of what waits. @internal */
export function itemOf(
  waiting: Waiting,
  result: ScorecardResult,
  reviewer: Reviewer,
  now: Millis,
): ReviewItem {
  const { type, since, row, scorecard, criterion, slot, waiver } = waiting;
  const { spec, metadata } = scorecard.scorecard;
  const of = result.criteria.find(({ id }) => id === criterion);
  const item = {
    type,
    id: identity(waiting),
    entityRef: row.entityRef,
    entityTitle: row.title,
    ...(row.owner === undefined ? {} : { owner: row.owner }),
    scorecard: scorecard.id,
    scorecardTitle: metadata.title,
    criterion,
    criterionTitle: of?.title ?? 'Phase exit',
    verdict: of?.verdict ?? result.exit.subject.verdict,
    since: toIso(since),
  };
  if (waiver || !slot) {
    return { ...item, role: of?.waiverRole ?? spec.owner, waiver };
  }
  const { role, verb, id } = slot.slot;
  const place = placeOf(result, criterion);
  const state = place?.slots.find(one => one.id === id);
  const at = { criterion, slot: id, role, owner: row.owner };
  const right = slotRight(reviewer, at, result, place, scorecard);
  const { onBehalfOf, forbidden } = right;
  const signed = state?.decision;
  const times = signed && { signedAt: toMillis(signed.at), now };
  return {
    ...item,
    slot: id,
    role,
    verb,
    ...(place ? { subjectDigest: place.subjectDigest } : {}),
    ...(onBehalfOf ? { onBehalfOf } : {}),
    ...(forbidden ? { forbidden } : {}),
    ...(place && signed && times
      ? { difference: subjectDifference(signed.subject, place.subject, times) }
      : {}),
  };
}
