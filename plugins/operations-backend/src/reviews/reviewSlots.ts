import {
  Millis,
  predecessorsOf,
  Scorecard,
  SignoffSlot,
} from '@backstage-operations/plugin-operations-common';

/** One sign-off slot of a scorecard with where its state stands in a stored result. @internal */
export interface ReviewSlot {
  /** Criterion id, or `exit`. */
  criterion: string;
  title: string;
  slot: SignoffSlot;
  /** Position in the column `slots`, from 1 as SQL counts. */
  position: number;
  /** Positions of the slots that must be signed before it. */
  after: number[];
  /** Position of the criterion in the column `verdicts`, from 1; undefined for the exit. */
  verdictPosition?: number;
  /** True where only signatures say whether the criterion is met. */
  onlySignatures: boolean;
  /** Of the exit: the criteria that have to be met first. */
  needs?: {
    verdictPosition: number;
    onlySignatures: boolean;
    /** Announced only before this instant. */
    from: Millis;
  }[];
}

/** All slots of a scorecard in the order in which results store their state. @internal */
export function reviewSlots({ spec }: Scorecard): ReviewSlot[] {
  const slots: ReviewSlot[] = [];
  const add = (
    signoffs: readonly SignoffSlot[],
    place: Omit<ReviewSlot, 'slot' | 'position' | 'after'>,
  ) => {
    const first = slots.length + 1;
    for (const [index, slot] of signoffs.entries()) {
      const after = predecessorsOf(slot, signoffs).map(
        id => first + signoffs.findIndex(other => other.id === id),
      );
      slots.push({ ...place, slot, position: first + index, after });
    }
  };
  for (const [index, criterion] of spec.criteria.entries()) {
    add(criterion.signoffs ?? [], {
      criterion: criterion.id,
      title: criterion.title,
      verdictPosition: index + 1,
      onlySignatures: criterion.rules.length === 0,
    });
  }
  add(spec.exit.signoffs, {
    criterion: 'exit',
    title: 'Phase exit',
    onlySignatures: false,
    needs: spec.criteria.flatMap(({ required, enableOn, rules }, index) =>
      required === false
        ? []
        : [
            {
              verdictPosition: index + 1,
              onlySignatures: rules.length === 0,
              from: enableOn === undefined ? 0 : Date.parse(enableOn),
            },
          ],
    ),
  });
  return slots;
}

/** Verdicts with which a slot waits for nothing but a signature. @internal */
export function readyVerdicts({
  onlySignatures,
}: Pick<ReviewSlot, 'onlySignatures'>): string[] {
  return onlySignatures ? ['p', 'w', 'u'] : ['p', 'w'];
}
