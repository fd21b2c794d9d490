import { FactDefinition } from '../facts/Fact';
import { PathProblem } from '../zodProblem';
import { checkRule } from './checkRule';
import { Criterion, Scorecard, SignoffSlot } from './Scorecard';
import { inSigningOrder } from './slotOrder';
import { targetProblem } from './ruleValue';
import { factOfMetric, targetNamesOf } from './targets';

/** What a scorecard may name. @public */
export interface ScorecardVocabulary {
  findFact: (id: string) => FactDefinition | undefined;
  roles: readonly string[];
}

type Path = PathProblem['path'];

const below = (path: Path, problems: PathProblem[]): PathProblem[] =>
  problems.map(problem => ({
    ...problem,
    path: [...path, ...problem.path],
  }));

function duplicates(
  items: readonly { id: string }[],
  path: Path,
): PathProblem[] {
  const seen = new Set<string>();
  const problems: PathProblem[] = [];
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) {
      const message = `${id} is there twice`;
      problems.push({ path: [...path, index, 'id'], message });
    }
    seen.add(id);
  }
  return problems;
}

function checkSlots(
  slots: readonly SignoffSlot[],
  path: Path,
  roles: readonly string[],
): PathProblem[] {
  const problems = duplicates(slots, path);
  const ids = new Set(slots.map(slot => slot.id));
  for (const [index, slot] of slots.entries()) {
    if (!roles.includes(slot.role)) {
      const message = `there is no role ${slot.role}`;
      problems.push({ path: [...path, index, 'role'], message });
    }
    for (const [position, id] of (slot.after ?? []).entries()) {
      if (id !== '*' && !ids.has(id)) {
        const message = `there is no sign-off ${id} beside it`;
        problems.push({ path: [...path, index, 'after', position], message });
      }
    }
  }
  if (problems.length === 0 && !inSigningOrder(slots)) {
    const message = 'the sign-offs wait for each other in a circle';
    problems.push({ path, message });
  }
  return problems;
}

function checkCriterion(
  criterion: Criterion,
  scorecard: Scorecard,
  { findFact, roles }: ScorecardVocabulary,
): PathProblem[] {
  const { id, rules, signoffs = [], step, waiverRole } = criterion;
  const problems: PathProblem[] = [];
  if (id === 'exit') {
    problems.push({ path: ['id'], message: 'exit names the phase exit' });
  }
  if (rules.length === 0 && signoffs.length === 0) {
    const message = 'needs a rule or a sign-off: nothing would decide it';
    problems.push({ path: ['rules'], message });
  }
  const { steps } = scorecard.spec;
  if (step !== undefined && steps && !steps.some(one => one.id === step)) {
    problems.push({ path: ['step'], message: `there is no step ${step}` });
  }
  if (waiverRole !== undefined && !roles.includes(waiverRole)) {
    const message = `there is no role ${waiverRole}`;
    problems.push({ path: ['waiverRole'], message });
  }
  for (const [index, rule] of rules.entries()) {
    problems.push(...below(['rules', index], checkRule(rule, findFact)));
  }
  return [...problems, ...checkSlots(signoffs, ['signoffs'], roles)];
}

function checkTargets(
  { spec }: Scorecard,
  { findFact }: ScorecardVocabulary,
): PathProblem[] {
  const rules = spec.criteria.flatMap(criterion => criterion.rules);
  return Object.entries(spec.targets ?? {}).flatMap(([target, byTier]) => {
    const path = ['spec', 'targets', target];
    const facts = rules
      .filter(rule => targetNamesOf(rule).includes(target))
      .map(rule => rule.fact);
    const metric = factOfMetric(target);
    if (metric !== undefined) facts.push(metric);
    if (facts.length === 0) {
      return [{ path, message: `no rule has the target ${target}` }];
    }
    const units = facts.map(fact => findFact(fact)?.unit);
    return Object.entries(byTier).flatMap(([tier, value]) => {
      const messages = units.map(unit => unit && targetProblem(value, unit));
      const message = messages.find(one => one !== undefined);
      return message ? [{ path: [...path, tier], message }] : [];
    });
  });
}

/** What a schema can't see: names that lead nowhere, circles, and values that don't fit their fact. @internal */
export function checkScorecard(
  scorecard: Scorecard,
  vocabulary: ScorecardVocabulary,
): PathProblem[] {
  const { spec } = scorecard;
  const problems: PathProblem[] = [];
  if (!vocabulary.roles.includes(spec.owner)) {
    const message = `there is no role ${spec.owner}`;
    problems.push({ path: ['spec', 'owner'], message });
  }
  const criteria = ['spec', 'criteria'];
  problems.push(...duplicates(spec.steps ?? [], ['spec', 'steps']));
  problems.push(...duplicates(spec.criteria, criteria));
  for (const [index, criterion] of spec.criteria.entries()) {
    const found = checkCriterion(criterion, scorecard, vocabulary);
    problems.push(...below([...criteria, index], found));
  }
  const exit = ['spec', 'exit', 'signoffs'];
  problems.push(...checkSlots(spec.exit.signoffs, exit, vocabulary.roles));
  return [...problems, ...checkTargets(scorecard, vocabulary)];
}
