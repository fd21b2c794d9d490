import { SubjectDifference } from '../api/responses/decisions';
import { Millis, toMillis } from '../time';
import { SignoffSubject, StaleReason } from './Result';
import { statementWords } from './statementAbout';

type Statement = SignoffSubject['evidence'][number];

const keyOf = ({ kind, id, materialDigest }: Statement) =>
  `${kind} ${id} ${materialDigest}`;

const thingOf = ({ kind, id }: Statement) =>
  kind !== 'criterion' && id.startsWith(`${kind}/`) ? id : `${kind} ${id}`;

function things(evidence: readonly Statement[]): Set<string> {
  return new Set(evidence.map(thingOf));
}

interface EvidenceChanges {
  missing: string[];
  added: string[];
  changed: string[];
}

function evidenceChanges(
  before: readonly Statement[],
  after: readonly Statement[],
): EvidenceChanges {
  const old = new Set(before.map(keyOf));
  const fresh = new Set(after.map(keyOf));
  const gone = before.filter(one => !fresh.has(keyOf(one)));
  const come = after.filter(one => !old.has(keyOf(one)));
  const thingsBefore = things(before);
  const thingsAfter = things(after);
  const touched = things([...gone, ...come]);
  return {
    missing: [...touched].filter(thing => !thingsAfter.has(thing)),
    added: [...touched].filter(thing => !thingsBefore.has(thing)),
    changed: [...touched].filter(
      thing => thingsBefore.has(thing) && thingsAfter.has(thing),
    ),
  };
}

const isRecord = ({ kind }: Statement) => kind !== 'criterion';

/** The same thing says the same, but until another instant: the proof was given anew. */
function isRenewed(
  before: readonly Statement[],
  after: readonly Statement[],
): boolean {
  const ends = new Map(before.map(one => [keyOf(one), one.validUntil]));
  return after.some(one => {
    const key = keyOf(one);
    return ends.has(key) && ends.get(key) !== one.validUntil;
  });
}

/**
 * Why other records lie under a place than under a decision made there; empty where they are the same.
 *
 * @remarks
 * Verdicts, exceptions, owners and time are none of it. Under edited rules only a thing that says something else counts, since
 * what came or went may have done so with the rules.
 * @internal
 */
export function evidenceReasons(
  before: SignoffSubject,
  after: SignoffSubject,
): StaleReason[] {
  const old = before.evidence.filter(isRecord);
  const fresh = after.evidence.filter(isRecord);
  const { missing, added, changed } = evidenceChanges(old, fresh);
  const sameRules = before.policyDigest === after.policyDigest;
  const reasons: StaleReason[] = [];
  if (sameRules && missing.length > 0) reasons.push('evidence-missing');
  const says = changed.length > 0 || isRenewed(old, fresh);
  if (says || (sameRules && added.length > 0)) reasons.push('evidence-changed');
  return reasons;
}

function expired(
  evidence: readonly Statement[],
  { signedAt, now }: { signedAt: Millis; now: Millis },
): Statement[] {
  return evidence.filter(({ validUntil }) => {
    if (validUntil === undefined) return false;
    const ends = toMillis(validUntil);
    return signedAt < ends && ends <= now;
  });
}

/**
 * What changed between what was signed and what holds, as reasons and in words.
 *
 * @param before - the subject of the decision
 * @param after - the subject at present
 * @param times - when it was signed and the present, for evidence that ended in between
 * @public
 */
export function subjectDifference(
  before: SignoffSubject,
  after: SignoffSubject,
  times: { signedAt: Millis; now: Millis },
): SubjectDifference {
  const reasons = new Set<StaleReason>();
  const changes: string[] = [];
  const note = (reason: StaleReason, text: string) => {
    reasons.add(reason);
    changes.push(text);
  };
  if (before.entityUid !== after.entityUid) {
    note('entity-recreated', 'the entity was deleted and made anew');
  }
  if (before.owner !== after.owner) {
    const [from, to] = [before.owner ?? 'nobody', after.owner ?? 'nobody'];
    note('owner-changed', `the owner changed from ${from} to ${to}`);
  }
  if (before.policyDigest !== after.policyDigest) {
    note('policy-changed', 'the scorecard was changed');
  }
  const { missing, added, changed } = evidenceChanges(
    before.evidence,
    after.evidence,
  );
  const words = new Map(
    [...before.evidence, ...after.evidence].map(one => [
      thingOf(one),
      statementWords(one),
    ]),
  );
  for (const thing of missing) {
    note('evidence-missing', `${words.get(thing)} is gone`);
  }
  for (const thing of added) {
    note('evidence-changed', `${words.get(thing)} is new`);
  }
  for (const thing of changed) {
    note('evidence-changed', `${words.get(thing)} says something else`);
  }
  for (const one of expired(before.evidence, times)) {
    const on = one.validUntil?.slice(0, 10);
    note('evidence-expired', `${statementWords(one)} ended on ${on}`);
  }
  if (before.verdict !== after.verdict) {
    const text = `the verdict went from ${before.verdict} to ${after.verdict}`;
    // With the evidence as it was, only time can have changed the verdict.
    if (reasons.size === 0) note('evidence-expired', text);
    else changes.push(text);
  }
  // Things of other entities have no names here, so several can read the same.
  return {
    reasons: [...reasons],
    changes: [...new Set(changes)],
    before,
    after,
  };
}
