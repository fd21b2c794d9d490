import { parseEntityRef } from '@backstage/catalog-model';
import {
  predecessorsOf,
  Verdict,
  StaleReason,
} from '@backstage-operations/plugin-operations-common';
import { decodeVerdicts, slotLetters } from '../evaluation/codes';
import { ResultChange } from '../evaluation/EvaluationListener';
import { Notice } from './Outbox';

/** Path of an entity's tab. @internal */
export function tabLink(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const path = [namespace, kind, name].map(encodeURIComponent).join('/');
  return `/catalog/${path}/operations`;
}

/** Who is told that a role is wanted for what an owner owns. @internal */
export type RoleRecipients = (
  role: string,
  owner: string | undefined,
) => string[];

/** Every slot with its place, in the order in which results store their letters. */
/** An entity as people say it; the link leads to the one that is meant. */
function nameOf(entityRef: string): string {
  const { namespace, name } = parseEntityRef(entityRef);
  return namespace === 'default' ? name : `${namespace}/${name}`;
}

/** Why an approval stopped counting, in words. */
const reasons: Record<StaleReason, string> = {
  'evidence-changed': 'the evidence changed',
  'evidence-expired': 'evidence expired',
  'evidence-missing': 'evidence is gone',
  'policy-changed': 'the rules changed',
  'owner-changed': 'the owner changed',
  'entity-recreated': 'the entity was made anew',
  'approver-ineligible': 'the role is no longer held',
  'approval-expired': 'the approval ran out',
  'order-changed': 'a sign-off that comes first changed',
  revoked: 'it was revoked',
};

function namedSlots({ result }: ResultChange) {
  const places = [
    ...result.criteria.map(({ id, title, signoffs }) => ({
      id,
      title,
      signoffs,
    })),
    { id: 'exit', title: 'Phase exit', signoffs: result.exit.signoffs },
  ];
  let first = 0;
  return places.flatMap(place => {
    const { signoffs } = place;
    const start = first;
    first += signoffs.length;
    return signoffs.map(slot => ({
      place,
      slot,
      /** Where the slots stand that must be signed before it. */
      after: predecessorsOf(slot, signoffs).map(
        id => start + signoffs.findIndex(other => other.id === id),
      ),
    }));
  });
}

/** Approvals that counted before and do not any more, each to whoever signed. */
function staleNotices(change: ResultChange): Notice[] {
  const { entity, result, previous } = change;
  if (!previous) return [];
  const comparable = isComparable(change);
  return namedSlots(change).flatMap(({ place, slot }, index) => {
    const counted = previous.slots[index] === slotLetters.approved;
    if (slot.state !== 'stale' || !slot.decision) return [];
    if (comparable && !counted) return [];
    const { by, onBehalfOf } = slot.decision;
    const why = (slot.staleReasons ?? []).map(one => reasons[one]).join(', ');
    return [
      {
        recipients: onBehalfOf === undefined ? [by] : [by, onBehalfOf],
        title: `Your sign-off on ${place.title} no longer counts`,
        description: `${nameOf(entity.entityRef)}, ${result.title}: ${why}`,
        link: '/operations/reviews',
        severity: 'normal',
        scope: `signoff:${slot.decision.id}`,
      },
    ];
  });
}

/** Whether the stored letters of the last result stand for the criteria and slots of this one. */
function isComparable(change: ResultChange): boolean {
  const { previous, result } = change;
  return (
    previous !== undefined &&
    previous.verdicts.length === result.criteria.length &&
    previous.slots.length === namedSlots(change).length
  );
}

const missed: readonly Verdict[] = ['fail', 'stale', 'unknown'];

/** Criteria that were met and are not any more, in one notice to the owner. */
function driftNotices(change: ResultChange): Notice[] {
  const { entity, result, previous } = change;
  if (!previous || entity.owner === undefined || !isComparable(change)) {
    return [];
  }
  const before: Verdict[] = decodeVerdicts(previous.verdicts);
  const fallen = result.criteria.filter(
    ({ verdict, rules }, index) =>
      before[index] === 'pass' &&
      missed.includes(verdict) &&
      // One that only lacks a signature again is told to whoever signed.
      rules.length > 0,
  );
  if (fallen.length === 0) return [];
  return [
    {
      recipients: [entity.owner],
      title: `${nameOf(entity.entityRef)} no longer meets ${
        fallen.length === 1 ? fallen[0].title : `${fallen.length} criteria`
      }`,
      description: `${result.title}: ${fallen
        .map(({ title }) => title)
        .join(', ')}`,
      link: tabLink(entity.entityRef),
      severity: 'normal',
      scope: `drift:${entity.entityRef}:${result.scorecard}`,
    },
  ];
}

/** A gate that opened again, to the owner. */
function gateNotices({ entity, result, previous }: ResultChange): Notice[] {
  const { gate } = result;
  if (!previous || previous.gate === gate.state) return [];
  if (gate.state !== 'reopened' || entity.owner === undefined) return [];
  return [
    {
      recipients: [entity.owner],
      title: `The gate of ${nameOf(entity.entityRef)} is open again`,
      description: `${result.title}: ${gate.reasons.slice(0, 3).join('; ')}`,
      link: tabLink(entity.entityRef),
      severity: 'high',
      scope: `gate:${entity.entityRef}:${result.scorecard}`,
    },
  ];
}

/** Places that wait for nothing but signatures: criteria that are met, and the exit once all that block are. */
function readyPlaces(
  { result, at }: ResultChange,
  verdicts: readonly Verdict[],
): Set<string> {
  const ready = new Set<string>();
  let exit = true;
  for (const [index, criterion] of result.criteria.entries()) {
    const { id, rules, required, enableOn } = criterion;
    const verdict = verdicts[index];
    const signable =
      verdict === 'pass' ||
      verdict === 'waived' ||
      (rules.length === 0 && verdict === 'unknown');
    if (signable) ready.add(id);
    const enforced =
      required && (enableOn === undefined || Date.parse(enableOn) <= at);
    if (enforced && !signable && verdict !== 'not-applicable') exit = false;
  }
  if (exit) ready.add('exit');
  return ready;
}

/** Whether a slot can be signed now: open, or lapsed while those that come first stand. */
function waits(
  letters: string,
  index: number,
  after: readonly number[],
): boolean {
  if (letters[index] === slotLetters.open) return true;
  return (
    letters[index] === slotLetters.stale &&
    after.every(other => letters[other] === slotLetters.approved)
  );
}

/** Slots that wait for a signature and did not before, in one notice to all who hold their roles. */
function requestNotices(
  change: ResultChange,
  recipientsOf: RoleRecipients,
): Notice[] {
  const { entity, result, previous } = change;
  if (!previous || !result.applicable || !isComparable(change)) return [];
  const now = result.criteria.map(({ verdict }) => verdict);
  const ready = readyPlaces(change, now);
  const before = readyPlaces(change, decodeVerdicts(previous.verdicts));
  const slots = namedSlots(change);
  const letters = slots.map(({ slot }) => slotLetters[slot.state]).join('');
  const wanted = slots.filter(
    ({ place, after }, index) =>
      ready.has(place.id) &&
      waits(letters, index, after) &&
      !(before.has(place.id) && waits(previous.slots, index, after)),
  );
  if (wanted.length === 0) return [];
  const recipients = new Set(
    wanted.flatMap(({ slot }) => recipientsOf(slot.role, entity.owner)),
  );
  const places = new Set(wanted.map(({ place }) => place.title));
  return [
    {
      recipients: [...recipients],
      title: `${nameOf(entity.entityRef)} waits for your sign-off`,
      description: `${result.title}: ${[...places].join(', ')}`,
      link: '/operations/reviews',
      severity: 'normal',
      scope: `request:${entity.entityRef}:${result.scorecard}`,
    },
  ];
}

/**
 * What people should hear of a changed result; pure.
 *
 * @remarks When rules change, only those hear of it whose signatures stop counting: everything else would be noise about the whole fleet.
 * @internal
 */
export function changeNotices(
  change: ResultChange,
  recipientsOf: RoleRecipients,
): Notice[] {
  const stale = staleNotices(change);
  if (change.cause === 'policy') return stale;
  return [
    ...stale,
    ...driftNotices(change),
    ...gateNotices(change),
    ...requestNotices(change, recipientsOf),
  ];
}
