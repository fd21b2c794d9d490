/**
 * The function with a memory of its answers.
 *
 * @param compute - pure; its answers are shared and must not be changed
 * @param most - answers that are kept; all are dropped when there are more, since evidence may name anything
 * @remarks The same few instants, durations and statements are asked about for every entity and every day.
 * @internal
 */
export function remember<Question extends string | number, Answer>(
  compute: (question: Question) => Answer,
  most: number = 2_000,
): (question: Question) => Answer {
  const known = new Map<Question, Answer>();
  return question => {
    const before = known.get(question);
    if (before !== undefined) return before;
    const answer = compute(question);
    if (known.size >= most) known.clear();
    known.set(question, answer);
    return answer;
  };
}
