import {
  GateState,
  SignoffState,
  Verdict,
} from '@backstage-operations/plugin-operations-common';

/** What made verdicts change. @internal */
export type ChangeCause =
  | 'evidence'
  | 'time'
  | 'policy'
  | 'entity'
  | 'dependency'
  | 'decision'
  | 'waiver';

/** One letter per verdict, for compact columns. @internal */
export const verdictLetters: Record<Verdict, string> = {
  pass: 'p',
  waived: 'w',
  'not-applicable': 'n',
  stale: 's',
  unknown: 'u',
  fail: 'f',
};

/** One letter per gate state. @internal */
export const gateLetters: Record<GateState, string> = {
  blocked: 'b',
  'awaiting-signoff': 'a',
  approved: 'o',
  reopened: 'r',
  'not-applicable': 'n',
};

/** One letter per state of a sign-off slot. @internal */
export const slotLetters: Record<SignoffState['state'], string> = {
  open: 'o',
  waiting: 'w',
  approved: 'a',
  rejected: 'r',
  stale: 's',
};

/** One letter per cause. @internal */
export const causeLetters: Record<ChangeCause, string> = {
  evidence: 'e',
  time: 't',
  policy: 'p',
  entity: 'c',
  dependency: 'd',
  decision: 's',
  waiver: 'w',
};

function inverse<T extends string>(letters: Record<T, string>): Map<string, T> {
  return new Map(
    Object.entries<string>(letters).map(([name, letter]) => [
      letter,
      name as T,
    ]),
  );
}

const verdictByLetter = inverse(verdictLetters);
const gateByLetter = inverse(gateLetters);
const causeByLetter = inverse(causeLetters);

function found<T>(value: T | undefined, letter: string): T {
  if (value === undefined) throw new TypeError(`unknown code ${letter}`);
  return value;
}

/** The verdict of a letter; throws TypeError on another one. @internal */
export function verdictOf(letter: string): Verdict {
  return found(verdictByLetter.get(letter), letter);
}

/** The gate state of a letter; throws TypeError on another one. @internal */
export function gateOf(letter: string): GateState {
  return found(gateByLetter.get(letter), letter);
}

/** The cause of a letter; throws TypeError on another one. @internal */
export function causeOf(letter: string): ChangeCause {
  return found(causeByLetter.get(letter), letter);
}

/** The verdicts of a column, in the order of the version's criteria. @internal */
export function decodeVerdicts(letters: string): Verdict[] {
  return [...letters].map(verdictOf);
}

/** The column of a list of verdicts. @internal */
export function encodeVerdicts(verdicts: readonly Verdict[]): string {
  return verdicts.map(verdict => verdictLetters[verdict]).join('');
}
