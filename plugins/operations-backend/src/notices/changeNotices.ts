import { parseEntityRef } from '@backstage/catalog-model';
import {
  SignoffState,
  Verdict,
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

function namedSlots({ result }: ResultChange) {
  return [
    ...result.criteria.map(({ id, title, signoffs }) => ({
      id,
      title,
      signoffs,
    })),
    { id: 'exit', title: 'Phase exit', signoffs: result.exit.signoffs },
  ].flatMap(place => place.signoffs.map(slot => ({ place, slot })));
}

/** Approvals that counted before and do not any more, each to whoever signed. */
function staleNotices(change: ResultChange): Notice[] {
  const { entity, result, previous } = change;
  if (!previous) return [];
  const comparable = previous.slots.length === namedSlots(change).length;
  return namedSlots(change).flatMap(({ place, slot }, index) => {
    const counted = previous.slots[index] === slotLetters.approved;
    if (slot.state !== 'stale' || !slot.decision) return [];
    if (comparable && !counted) return [];
    const { by, onBehalfOf } = slot.decision;
    const why = (slot.staleReasons ?? []).join(', ');
    return [
      {
        recipients: onBehalfOf === undefined ? [by] : [by, onBehalfOf],
        title: `Your sign-off on ${place.title} no longer counts`,
        description: `${entity.entityRef}, ${result.title}: ${why}`,
        link: '/operations/reviews',
        severity: 'normal',
        scope: `signoff:${slot.decision.id}`,
      },
    ];
  });
}

/** Criteria that were met and are not any more, in one notice to the owner. */
function driftNotices({ entity, result, previous }: ResultChange): Notice[] {
  if (!previous || entity.owner === undefined) return [];
  const before: Verdict[] = decodeVerdicts(previous.verdicts);
  if (before.length !== result.criteria.length) return [];
  const fallen = result.criteria.filter(
    ({ verdict }, index) => before[index] === 'pass' && verdict === 'fail',
  );
  if (fallen.length === 0) return [];
  return [
    {
      recipients: [entity.owner],
      title: `${entity.entityRef} no longer meets ${
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

const waits = (state: SignoffState['state']) =>
  state === 'open' || state === 'stale';

/** A gate that moved: reopened to the owner, ready to be signed to those who hold the roles. */
function gateNotices(
  { entity, result, previous }: ResultChange,
  recipientsOf: RoleRecipients,
): Notice[] {
  const { gate } = result;
  if (!previous || previous.gate === gate.state) return [];
  const scope = `gate:${entity.entityRef}:${result.scorecard}`;
  if (gate.state === 'reopened' && entity.owner !== undefined) {
    return [
      {
        recipients: [entity.owner],
        title: `The gate of ${entity.entityRef} is open again`,
        description: `${result.title}: ${gate.reasons.slice(0, 3).join('; ')}`,
        link: tabLink(entity.entityRef),
        severity: 'high',
        scope,
      },
    ];
  }
  if (gate.state !== 'awaiting-signoff') return [];
  const roles = new Set(
    gate.awaiting.filter(({ state }) => waits(state)).map(({ role }) => role),
  );
  const recipients = new Set(
    [...roles].flatMap(role => recipientsOf(role, entity.owner)),
  );
  return [
    {
      recipients: [...recipients],
      title: `${entity.entityRef} waits for your sign-off`,
      description: result.title,
      link: '/operations/reviews',
      severity: 'normal',
      scope,
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
    ...gateNotices(change, recipientsOf),
  ];
}
