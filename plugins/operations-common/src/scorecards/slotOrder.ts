import { SignoffSlot } from './Scorecard';

/** The slots that must be signed before a slot; `'*'` means all others. @internal */
export function predecessorsOf(
  slot: SignoffSlot,
  slots: readonly SignoffSlot[],
): string[] {
  const after = slot.after ?? [];
  if (!after.includes('*')) return after;
  return slots.filter(other => other.id !== slot.id).map(other => other.id);
}

/**
 * The slots in an order in which each comes after those it waits for.
 *
 * @returns undefined when they wait for each other in a circle
 * @internal
 */
export function inSigningOrder(
  slots: readonly SignoffSlot[],
): SignoffSlot[] | undefined {
  const ordered: SignoffSlot[] = [];
  const done = new Set<string>();
  while (ordered.length < slots.length) {
    const ready = slots.filter(
      slot =>
        !done.has(slot.id) &&
        predecessorsOf(slot, slots).every(id => done.has(id)),
    );
    if (ready.length === 0) return undefined;
    for (const slot of ready) {
      ordered.push(slot);
      done.add(slot.id);
    }
  }
  return ordered;
}
