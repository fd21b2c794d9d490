import {
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
  /** Position of the criterion in the column `verdicts`, from 1; undefined for the exit. */
  verdictPosition?: number;
  /** True where only signatures say whether the criterion is met. */
  onlySignatures: boolean;
}

/** All slots of a scorecard in the order in which results store their state. @internal */
export function reviewSlots({ spec }: Scorecard): ReviewSlot[] {
  const slots: ReviewSlot[] = [];
  for (const [index, criterion] of spec.criteria.entries()) {
    for (const slot of criterion.signoffs ?? []) {
      slots.push({
        criterion: criterion.id,
        title: criterion.title,
        slot,
        position: slots.length + 1,
        verdictPosition: index + 1,
        onlySignatures: criterion.rules.length === 0,
      });
    }
  }
  for (const slot of spec.exit.signoffs) {
    slots.push({
      criterion: 'exit',
      title: 'Phase exit',
      slot,
      position: slots.length + 1,
      onlySignatures: false,
    });
  }
  return slots;
}

/** Verdicts with which a slot waits for nothing but a signature. @internal */
export function readyVerdicts({ onlySignatures }: ReviewSlot): string[] {
  return onlySignatures ? ['p', 'w', 'u'] : ['p', 'w'];
}
