import { LastSuccessFile } from '@backstage-operations/plugin-operations-formats';
import { join } from 'node:path';
import { DatedColumn, inspectDatabase } from './inspectDatabase';
import { LevelCheck } from './reachedLevel';

type ExpectedDatabase = NonNullable<
  NonNullable<LastSuccessFile['toolStatus']>['databases']
>[number];

/** What a restored database must hold at least. */
export interface DatabaseFloor {
  /** Rows over all tables; 0 only when an empty database is expected. */
  minRows: number;
  dated?: DatedColumn;
  /** Instant at which the backup was complete, ISO 8601: nothing restored may be newer. */
  completedAt: string;
  /** Paths that the manifest lists: a database elsewhere was not restored. */
  restored: ReadonlySet<string>;
}

/**
 * Opens the restored databases and compares them with what they held when they were backed up.
 *
 * @returns the checks of level L4
 */
export function checkDatabases(
  folder: string,
  expected: readonly ExpectedDatabase[],
  floor: DatabaseFloor,
): LevelCheck[] {
  return expected.flatMap(database => checkOne(folder, database, floor));
}

function checkOne(
  folder: string,
  expected: ExpectedDatabase,
  floor: DatabaseFloor,
): LevelCheck[] {
  const check = (
    name: string,
    kind: LevelCheck['kind'],
    wanted: unknown,
    actual: unknown,
    passed: boolean,
  ): LevelCheck => ({
    level: 'L4',
    name: `${expected.path}: ${name}`,
    kind,
    expected: wanted,
    actual,
    result: passed ? 'pass' : 'fail',
  });

  if (!floor.restored.has(expected.path)) {
    return [check('is in the archive', 'smoke', true, false, false)];
  }
  let content;
  try {
    content = inspectDatabase(join(folder, expected.path), floor.dated);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [check('opens', 'smoke', 'opens', why, false)];
  }
  const total = sum(content.rows);
  const checks = [
    check('opens', 'smoke', 'opens', 'opens', true),
    check(
      'integrity',
      'query',
      'ok',
      content.integrity,
      content.integrity === 'ok',
    ),
    check(
      'rows per table',
      'count',
      expected.rows,
      content.rows,
      sameRows(expected.rows, content.rows),
    ),
    check(
      'rows in all',
      'count',
      { minRows: floor.minRows },
      total,
      total >= floor.minRows,
    ),
  ];
  if (expected.newestRecord) {
    checks.push(
      check(
        'newest record',
        'freshness',
        expected.newestRecord,
        content.newestRecord ?? null,
        content.newestRecord === expected.newestRecord &&
          content.newestRecord <= floor.completedAt,
      ),
    );
  }
  return checks;
}

function sum(rows: Record<string, number>): number {
  return Object.values(rows).reduce((total, count) => total + count, 0);
}

function sameRows(
  expected: Record<string, number>,
  actual: Record<string, number>,
): boolean {
  const tables = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...tables].every(table => expected[table] === actual[table]);
}
