import { Millis } from '../../time';
import { Gate, SignoffDecision, Verdict, Waiver } from '../Result';
import { Criterion, Rule } from '../Scorecard';
import { Course, phaseAt } from './arbitraries';
import { days } from './builders';

/**
 * The rules of verdicts, sign-offs and gate once more, written from their description in the plainest way, for one component.
 * It knows nothing of the code under test but its types.
 */
export interface ModelInput {
  criteria: readonly Criterion[];
  courses: Record<string, Course>;
  decisions: readonly SignoffDecision[];
  /** The digest that is shown now, by criterion. */
  digests: Record<string, string>;
  /** The statements that are shown now, by criterion, as text. */
  statements: Record<string, string>;
  waivers: readonly Waiver[];
  now: Millis;
}

const compare: Record<Rule['op'], (a: number, b: number) => boolean> = {
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '<': (a, b) => a < b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

const isApi = (condition: unknown) =>
  (condition as { kind?: string } | undefined)?.kind === 'api';

function ruleVerdict(rule: Rule, { courses, now }: ModelInput): Verdict {
  if (isApi(rule.when)) return 'not-applicable';
  const { phase } = phaseAt(courses[rule.fact], now);
  if (phase.value === null) return 'unknown';
  if (!compare[rule.op](phase.value, rule.value as number)) return 'fail';
  if (rule.maxAge === undefined) return 'pass';
  // Records of the random facts are one day old.
  const proven = phase.provenAt ?? Date.parse('2026-02-28T12:00:00Z');
  const allowed = days(rule.maxAge === 'P10D' ? 10 : 30);
  return now - proven > allowed ? 'stale' : 'pass';
}

/** The verdict of a criterion. */
export function modelVerdict(criterion: Criterion, input: ModelInput): Verdict {
  const waived = input.waivers.some(
    waiver =>
      waiver.criterion === criterion.id &&
      waiver.state === 'approved' &&
      Date.parse(waiver.expiresAt) > input.now,
  );
  if (waived) return 'waived';
  if (isApi(criterion.appliesTo)) return 'not-applicable';
  const verdicts = criterion.rules.map(rule => ruleVerdict(rule, input));
  for (const verdict of ['fail', 'unknown', 'stale', 'pass'] as const) {
    if (verdicts.includes(verdict)) return verdict;
  }
  return 'not-applicable';
}

/** Which slots of a criterion are approved, and whether one is rejected. */
export function modelSignoffs(criterion: Criterion, input: ModelInput) {
  const { decisions, digests, statements, now } = input;
  const latest = (slot: string) =>
    decisions
      .filter(one => one.criterion === criterion.id && one.slot === slot)
      .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
  const vetoed = (slot: string) =>
    decisions.some(
      one =>
        one.criterion === criterion.id &&
        one.slot === slot &&
        one.decision === 'reject' &&
        !one.revoked &&
        JSON.stringify(one.subject.evidence) === statements[criterion.id] &&
        !decisions.some(
          later =>
            later.criterion === criterion.id &&
            later.slot === slot &&
            later.by === one.by &&
            (Date.parse(later.at) > Date.parse(one.at) ||
              (later.at === one.at && later.id > one.id)),
        ),
    );
  const counts = (one: SignoffDecision | undefined) =>
    one !== undefined &&
    !one.revoked &&
    one.subjectDigest === digests[criterion.id];
  const approves = (one: SignoffDecision | undefined) =>
    counts(one) &&
    !vetoed(one?.slot ?? '') &&
    one?.decision === 'approve' &&
    Date.parse(one.at) + days(90) > now;
  const [s, t] = [latest('s'), latest('t')];
  const slots = (criterion.signoffs ?? []).map(slot => slot.id);
  const approved: string[] = [];
  const both = slots.includes('t') && approves(s) && approves(t);
  const same = both && s.by === t.by;
  const tFirst = same && Date.parse(t.at) < Date.parse(s.at);
  if (slots.includes('s') && approves(s) && !tFirst) approved.push('s');
  const inOrder = both && Date.parse(s.at) <= Date.parse(t.at);
  if (inOrder && !same && approved.includes('s')) approved.push('t');
  const rejected = slots.some(vetoed);
  return { approved, rejected, complete: approved.length === slots.length };
}

/** The state of a gate without exit slots that never was approved. */
export function modelGate(input: ModelInput): Gate['state'] {
  let open = false;
  for (const criterion of input.criteria) {
    const { enableOn, required } = criterion;
    const announced =
      enableOn !== undefined && Date.parse(`${enableOn}T00:00:00Z`) > input.now;
    const verdict = modelVerdict(criterion, input);
    const signoffs = modelSignoffs(criterion, input);
    if (required && !announced && verdict !== 'not-applicable') {
      const good = verdict === 'pass' || verdict === 'waived';
      if (!good || signoffs.rejected) return 'blocked';
      if (!signoffs.complete) open = true;
    }
  }
  return open ? 'awaiting-signoff' : 'approved';
}
