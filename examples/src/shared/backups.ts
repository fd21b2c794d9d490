import {
  EvidenceInput,
  EvidencePayload,
  sha256Text,
} from '@backstage-operations/plugin-operations-common';
import { teller } from './Example';
import { iso, plus } from './Timeline';

/** A data set whose backups are told. */
export interface BackedUp {
  entityRef: string;
  dataset: string;
  tool: string;
  /** Bytes of the first backup; the others differ from it a little. */
  bytes: number;
  /** Class and address of the place where copies were found. */
  place: { class: 'off-site' | 'local' | 'git'; uri: string };
}

/** Complete backups that were found in their place. */
export function goodBackups(
  set: BackedUp,
  instants: readonly number[],
): EvidenceInput[] {
  const tell = teller(set.entityRef, set.tool);
  return instants.map(at => {
    const completed = plus(at, 2);
    const hours = Math.floor(at / 3_600_000);
    const id = `${set.dataset}-${iso(at).slice(0, 16)}`;
    return tell('backup-run', id, completed, {
      dataset: set.dataset,
      tool: set.tool,
      startedAt: iso(at),
      completedAt: iso(completed),
      recoveryPoint: iso(at),
      outcome: 'success',
      // No two are of the same size, and none differs by more than a few percent.
      sizeBytes: Math.round(set.bytes * (1 + (hours % 997) / 40_000)),
      sha256: sha256Text(id),
      location: { ...set.place, verifiedAt: iso(completed) },
      // What lies in Git is backed up per change, and only the job knows when the last one was made.
      ...(set.place.class === 'git'
        ? { newestChangeAt: iso(plus(at, -5)) }
        : {}),
    });
  });
}

/** A restore test of that data set at an instant, with each step of the ladder up to the level. */
export function restoreTest(
  set: BackedUp,
  at: number,
  payload: Partial<EvidencePayload<'restore-test'>> & {
    level: EvidencePayload<'restore-test'>['level'];
  },
): EvidenceInput {
  const completed = plus(at, 21);
  const tell = teller(set.entityRef, set.tool);
  return tell(
    'restore-test',
    `${set.dataset}-restore-${iso(at).slice(0, 10)}`,
    completed,
    {
      dataset: set.dataset,
      backup: { recoveryPoint: iso(plus(at, -60)) },
      declaredAt: iso(plus(at, -4)),
      startedAt: iso(at),
      completedAt: iso(completed),
      checks: restoreChecks(payload.level),
      missing: [],
      extra: [],
      mismatched: [],
      durations: { fetch: 240, restore: 660, replay: 120, validate: 240 },
      isolated: true,
      ...payload,
    },
  );
}

/** A restore of an archive that was damaged on purpose: the test noticed. */
export function negativeControl(set: BackedUp, at: number): EvidenceInput {
  const tell = teller(set.entityRef, set.tool);
  return tell('restore-test', `${set.dataset}-negative-control`, at, {
    dataset: set.dataset,
    startedAt: iso(plus(at, -9)),
    completedAt: iso(at),
    level: 'L0',
    checks: [{ name: 'archive sha256', kind: 'checksum', result: 'fail' }],
    isolated: true,
    expectedToFail: true,
  });
}

type Check = NonNullable<EvidencePayload<'restore-test'>['checks']>[number];

const ladder: (Check & { level: string })[] = [
  {
    level: 'L1',
    name: 'archive sha256',
    kind: 'checksum',
    result: 'pass',
  },
  {
    level: 'L3',
    name: 'missing, extra and different files',
    kind: 'manifest',
    expected: 0,
    actual: 0,
    result: 'pass',
  },
  {
    level: 'L4',
    name: 'rows in all',
    kind: 'count',
    expected: { minRows: 100_000 },
    actual: 1_482_337,
    result: 'pass',
  },
];

function restoreChecks(level: string): Check[] {
  return ladder
    .filter(check => check.level <= level)
    .map(({ level: _, ...check }) => check);
}
