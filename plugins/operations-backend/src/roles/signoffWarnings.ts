import {
  Scorecard,
  SignoffSlot,
} from '@backstage-operations/plugin-operations-common';
import { HeldRoles } from './RoleHolders';

/** Finds a seat for somebody, moving others where that helps; false where nobody is left. */
function seat(
  slot: number,
  candidates: readonly (readonly string[])[],
  seats: Map<string, number>,
  tried: Set<string>,
): boolean {
  for (const person of candidates[slot]) {
    if (tried.has(person)) continue;
    tried.add(person);
    const other = seats.get(person);
    if (other === undefined || seat(other, candidates, seats, tried)) {
      seats.set(person, slot);
      return true;
    }
  }
  return false;
}

/** How many slots can be signed by different people (a maximum bipartite matching). */
function seatsTaken(candidates: readonly (readonly string[])[]): number {
  const seats = new Map<string, number>();
  return candidates.filter((_, slot) =>
    seat(slot, candidates, seats, new Set()),
  ).length;
}

function roleWarning(role: string, held: HeldRoles): string | undefined {
  const holding = held.get(role);
  if (!holding) {
    return `nobody holds the role ${role}: operations.roles does not name it`;
  }
  if (holding.people.size > 0 || holding.dependsOnOwner) return undefined;
  return holding.missing.length > 0
    ? `nobody holds the role ${role}: ${holding.missing.join(
        ', ',
      )} is not in the catalog`
    : `nobody holds the role ${role}: its groups have no members`;
}

function placeWarning(
  place: string,
  slots: readonly SignoffSlot[],
  held: HeldRoles,
): string | undefined {
  const candidates = slots.flatMap(({ role }) => {
    const holding = held.get(role);
    // Roles that nobody holds are named already; those of an owner can't be counted without one.
    if (!holding || holding.dependsOnOwner) return [];
    return holding.people.size === 0 ? [] : [[...holding.people]];
  });
  const taken = seatsTaken(candidates);
  if (taken === candidates.length) return undefined;
  return `${place} needs ${candidates.length} signatures of different people, but only ${taken} can be given by those who hold the roles`;
}

/**
 * Why the sign-offs of a scorecard can't all be given, in words; pure.
 *
 * @returns nothing where enough people hold the roles
 * @internal
 */
export function signoffWarnings(
  { spec }: Scorecard,
  held: HeldRoles,
): string[] {
  const places: [string, readonly SignoffSlot[]][] = [
    ...spec.criteria.map(
      ({ id, signoffs = [] }) => [id, signoffs] as [string, SignoffSlot[]],
    ),
    ['the phase exit', spec.exit.signoffs],
  ];
  const roles = new Set(
    places.flatMap(([, slots]) => slots.map(({ role }) => role)),
  );
  const warnings = [...roles].map(role => roleWarning(role, held));
  if (spec.exit.separation.onePersonOneSlot) {
    warnings.push(
      ...places.map(([place, slots]) => placeWarning(place, slots, held)),
    );
  }
  return warnings.filter(warning => warning !== undefined);
}
