import { Millis } from '@backstage-operations/plugin-operations-common';

/** How long somebody counts as looking after they last asked; open pages ask every 15 seconds. */
const HOLDS = 45_000;

/** Entities that are remembered at most; those looked at longest ago are forgotten first. */
const MOST = 20_000;

/**
 * Who looks at which entity at present, as far as this process served it to them.
 *
 * @remarks Only whoever was just allowed to read an entity is in here, and only for a moment.
 * @internal
 */
export class Viewers {
  static create(options: { clock: () => Millis; most?: number }): Viewers {
    return new Viewers(options.clock, options.most ?? MOST);
  }

  /** Until when each person counts, by entity. */
  private readonly byEntity = new Map<string, Map<string, Millis>>();

  private constructor(
    private readonly clock: () => Millis,
    private readonly most: number,
  ) {}

  /** Remembers that an entity was shown to a person. */
  saw(entityRef: string, person: string): void {
    const people = this.byEntity.get(entityRef) ?? new Map<string, Millis>();
    people.set(person, this.clock() + HOLDS);
    // Put in anew, so that the first of the map is the one that was shown longest ago.
    this.byEntity.delete(entityRef);
    this.byEntity.set(entityRef, people);
    for (const oldest of this.byEntity.keys()) {
      if (this.byEntity.size <= this.most) break;
      this.byEntity.delete(oldest);
    }
  }

  /** People who look at any of the entities. */
  of(entityRefs: readonly string[]): Set<string> {
    const found = new Set<string>();
    if (this.byEntity.size === 0) return found;
    const now = this.clock();
    for (const entityRef of entityRefs) {
      const people = this.byEntity.get(entityRef);
      if (!people) continue;
      for (const [person, until] of people) {
        if (until > now) found.add(person);
        else people.delete(person);
      }
      if (people.size === 0) this.byEntity.delete(entityRef);
    }
    return found;
  }
}
