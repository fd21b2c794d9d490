import { Evidence } from '../../evidence/Evidence';
import { EvidencePayload, proofLevels } from '../../evidence/kinds';
import { BackupRun } from './BackupRun';
import { ProofLevel } from './BackupPolicy';

type RestoreCheck = NonNullable<
  EvidencePayload<'restore-test'>['checks']
>[number];

/** One step of the ladder as one restore test bears it out. @internal */
export interface Step {
  level: ProofLevel;
  /** `failed` speaks against every higher step; `open` was not tried and speaks against nothing. */
  state: 'reached' | 'failed' | 'open';
  reason: string;
}

function floorOf(expected: unknown): number | undefined {
  if (typeof expected === 'number') return expected;
  if (typeof expected !== 'object' || expected === null) return undefined;
  const { minRows, min } = expected as { minRows?: unknown; min?: unknown };
  const floor = minRows ?? min;
  return typeof floor === 'number' ? floor : undefined;
}

/** The result of a check, where its own figures do not contradict it: no rows is a failure unless that was said to be right. */
function resultOf(check: RestoreCheck): RestoreCheck['result'] {
  const { kind, actual, expected, result } = check;
  if (result !== 'pass' || kind !== 'count') return result;
  if (typeof actual !== 'number') return result;
  return actual < (floorOf(expected) ?? 1) ? 'fail' : result;
}

function judge(
  test: Evidence<'restore-test'>,
  kinds: readonly RestoreCheck['kind'][],
): { failed?: string; skipped?: string; passed: number } {
  const checks = (test.payload.checks ?? []).filter(c =>
    kinds.includes(c.kind),
  );
  const named = (result: RestoreCheck['result']) =>
    checks.find(check => resultOf(check) === result)?.name;
  const passed = checks.filter(check => resultOf(check) === 'pass').length;
  return { passed, failed: named('fail'), skipped: named('skip') };
}

const reached = (level: ProofLevel, reason: string): Step => ({
  level,
  state: 'reached',
  reason,
});
const failed = (level: ProofLevel, reason: string): Step => ({
  level,
  state: 'failed',
  reason,
});
const open = (level: ProofLevel, reason: string): Step => ({
  level,
  state: 'open',
  reason,
});

function checksum(test: Evidence<'restore-test'>): Step {
  const checks = judge(test, ['checksum']);
  if (checks.failed) return failed('L1', `${checks.failed} failed`);
  if (checks.skipped) return open('L1', `${checks.skipped} was skipped`);
  return checks.passed > 0
    ? reached('L1', 'the checksum was verified')
    : open('L1', 'no checksum check passed');
}

function restored(test: Evidence<'restore-test'>): Step {
  const { missing = [], isolated, completedAt } = test.payload;
  if (missing.length > 0) {
    return failed('L2', `${missing.length} missing after the restore`);
  }
  if (!completedAt) return open('L2', 'no restore was completed');
  return isolated === true
    ? reached('L2', 'restored to an isolated target')
    : open('L2', 'the target is not said to be isolated');
}

function complete(test: Evidence<'restore-test'>): Step {
  const { missing = [], extra = [], mismatched = [] } = test.payload;
  const wrong = missing.length + extra.length + mismatched.length;
  if (wrong > 0) {
    return failed(
      'L3',
      `${missing.length} missing, ${extra.length} extra, ${mismatched.length} different`,
    );
  }
  const checks = judge(test, ['manifest']);
  if (checks.failed) return failed('L3', `${checks.failed} failed`);
  if (checks.skipped) return open('L3', `${checks.skipped} was skipped`);
  return checks.passed > 0
    ? reached('L3', 'equal to the manifest taken at backup time')
    : open('L3', 'no comparison with the manifest passed');
}

function works(test: Evidence<'restore-test'>): Step {
  const checks = judge(test, ['query', 'count', 'smoke']);
  const dated = judge(test, ['freshness']);
  const failure = checks.failed ?? dated.failed;
  if (failure) return failed('L4', `${failure} failed`);
  const skipped = checks.skipped ?? dated.skipped;
  if (skipped) return open('L4', `${skipped} was skipped`);
  return checks.passed > 0
    ? reached('L4', 'what was restored works')
    : open('L4', 'no query, count or smoke check passed');
}

function attested(
  test: Evidence<'restore-test'>,
  runs: readonly BackupRun[],
): Step {
  const { attestation } = test.payload;
  if (!attestation) return open('L5', 'no signed statement');
  if (!attestation.verified) {
    return open('L5', 'the signature of the statement is not verified');
  }
  const known = runs.some(
    run => run.record.payload.sha256 === attestation.subjectSha256,
  );
  return known
    ? reached(
        'L5',
        `a signed statement names the digest of the backup; ${test.submittedBy} says that its signature was verified`,
      )
    : open('L5', 'the signed statement is about another artifact');
}

/**
 * The steps of the ladder from L1 up, as the checks of one restore test bear them out.
 *
 * @remarks L1 a checksum check passed · L2 restored to the end, to an isolated target, nothing missing · L3 compared with the
 * manifest, nothing missing, extra or different · L4 a query, count or smoke check passed and none failed · L5 a verified
 * statement over the SHA-256 of a known backup. A step of which a check was skipped is not reached.
 * @internal
 */
export function stepsOf(
  test: Evidence<'restore-test'>,
  runs: readonly BackupRun[],
): Step[] {
  return [
    checksum(test),
    restored(test),
    complete(test),
    works(test),
    attested(test, runs),
  ];
}

/** What each step cannot be without: a comparison needs a restore, a statement needs something that works. */
const needs: Partial<Record<ProofLevel, ProofLevel>> = {
  L3: 'L2',
  L4: 'L2',
  L5: 'L4',
};

/**
 * The highest step that a restore test really reached; undefined when none.
 *
 * @remarks Never above the level it claims, nor above a step that failed. Steps that were not tried below it do no harm, except
 * the ones it can't be without.
 * @internal
 */
export function levelOf(
  steps: readonly Step[],
  claimed: ProofLevel,
): ProofLevel | undefined {
  const done = new Set<ProofLevel>();
  let best: ProofLevel | undefined;
  for (const { level, state } of steps) {
    if (state === 'failed' || rankOf(level) > rankOf(claimed)) break;
    const base = needs[level];
    if (state !== 'reached' || (base && !done.has(base))) continue;
    done.add(level);
    best = level;
  }
  return best;
}

/** Place of a level on the ladder; below L0 when there is none. @internal */
export function rankOf(level: ProofLevel | undefined | null): number {
  return level ? proofLevels.indexOf(level) : -1;
}
