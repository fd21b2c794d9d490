import { Millis } from '../../time';

/**
 * Where an answer breaks the promise of its `until`: different before it, or still the same at it. Empty when it is exact.
 *
 * @param answer - the answer at an instant, as something that `===` compares
 * @param thousandths - where to look between now and then, 0..999
 * @param horizon - how far to look when the answer is to last forever
 */
export function brokenPromises(
  now: Millis,
  until: Millis | undefined,
  answer: (at: Millis) => unknown,
  thousandths: number,
  horizon: Millis,
): string[] {
  const first = answer(now);
  const end = until ?? now + horizon;
  const broken: string[] = [];
  for (const at of [
    now + Math.floor(((end - 1 - now) * thousandths) / 1000),
    end - 1,
  ]) {
    const later = answer(at);
    if (later !== first) broken.push(`${at - now}: ${later}, not ${first}`);
  }
  if (until !== undefined && answer(until) === first) {
    broken.push(`still ${first} at its end, after ${until - now}`);
  }
  return broken;
}
