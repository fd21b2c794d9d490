/**
 * The function with a memory of its last answer for each list.
 *
 * @param keyOf - what beside the list the answer depends on
 * @remarks A dozen facts and the tab ask the same of the same tens of thousands of findings at the same instant.
 * @internal
 */
export function rememberLast<List extends object, Question, Answer>(
  compute: (list: List, question: Question) => Answer,
  keyOf: (question: Question) => string | number,
): (list: List, question: Question) => Answer {
  const last = new WeakMap<List, { key: string | number; answer: Answer }>();
  return (list, question) => {
    const key = keyOf(question);
    const known = last.get(list);
    if (known?.key === key) return known.answer;
    const answer = compute(list, question);
    last.set(list, { key, answer });
    return answer;
  };
}
