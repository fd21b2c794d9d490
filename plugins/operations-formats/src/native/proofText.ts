import { EvidencePayload } from '@backstage-operations/plugin-operations-common';
import { observation, restoreTest } from '../shared/records';
import { FormatContext, FormatResult } from '../Format';
import { FormatFile } from '../FormatFile';
import { datasetOf } from './envelope';

type Check = NonNullable<EvidencePayload<'restore-test'>['checks']>[number];

const verdict = /^Restore (OK|FAILED)(?::\s*(.+))?$/m;
const counts =
  /^Files\s+(\d+) restored, (\d+) missing, (\d+) extra, (\d+) different$/m;

/** Kinds of the checks that `operations restore-proof` names; what is not among them says no more than that something ran. */
const kinds: readonly [RegExp, Check['kind']][] = [
  [/sha256|checksum/i, 'checksum'],
  [/(missing|extra|mismatched) files/i, 'manifest'],
  [/rows/i, 'count'],
  [/newest|fresh/i, 'freshness'],
  [/integrity|query/i, 'query'],
];

/** True for the text that a restore test prints. */
export function isProofText(file: FormatFile): boolean {
  const { text } = file;
  return text !== undefined && text.length < 1_000_000 && verdict.test(text);
}

/**
 * Reads `restore-proof.txt`.
 *
 * @remarks A bare "Restore OK" without a count of restored files is recorded as a claim that proves no level.
 */
export function readProofText(
  file: FormatFile,
  context: FormatContext,
): FormatResult {
  const text = file.requireText('native-restore').replaceAll('\r\n', '\n');
  const warnings: string[] = [];
  const [, said, reason] = verdict.exec(text) ?? [];
  const [, restored, missing, extra, different] = counts.exec(text) ?? [];
  const [, startedAt, completedAt] =
    /^Tested\s+(\S+Z) to (\S+Z)$/m.exec(text) ?? [];
  const [, level] = /^Proof level\s+(L[0-4])$/m.exec(text) ?? [];
  const [, sha256] = /^Backup sha256\s+([0-9a-f]{64})$/m.exec(text) ?? [];
  const [, recoveryPoint] = /^Data up to\s+(\S+Z)$/m.exec(text) ?? [];
  const named = /^Data set\s+(\S.*)$/m.exec(text)?.[1];
  const dataset = datasetOf(
    named === 'not named' ? undefined : named,
    context,
    warnings,
  );
  const proves = said === 'OK' && Number(restored) > 0;
  if (said === 'OK' && restored === undefined) {
    warnings.push(
      'the text does not say how many files were restored, so it proves no restore',
    );
  }
  const at = completedAt ?? observation(context);
  const item = restoreTest(context, 'native-text', `${dataset}/${at}`, {
    dataset,
    ...(sha256 && { backup: { sha256, recoveryPoint } }),
    ...(startedAt && { startedAt }),
    completedAt: at,
    level: proves ? (level as 'L0' | undefined) ?? 'L0' : 'L0',
    checks: [
      ...checksOf(text),
      {
        name: 'something was restored',
        kind: 'smoke',
        expected: 'at least 1 file',
        actual: restored === undefined ? 'not known' : Number(restored),
        result: result(said, restored),
      },
    ],
    ...(restored !== undefined && {
      missing: listUnder(text, 'Missing', Number(missing)),
      extra: listUnder(text, 'Extra', Number(extra)),
      mismatched: listUnder(text, 'Different', Number(different)),
    }),
    isolated: true,
    ...(reason && { reason: reason.slice(0, 500) }),
  });
  return { items: [item], warnings };
}

function result(
  said: string | undefined,
  restored: string | undefined,
): Check['result'] {
  if (said !== 'OK') return 'fail';
  if (restored === undefined) return 'skip';
  return Number(restored) > 0 ? 'pass' : 'fail';
}

function checksOf(text: string): Check[] {
  return [...text.matchAll(/^(pass|fail|skip) {2}(\S.{0,250})$/gm)].map(
    ([, outcome, name]) => ({
      name,
      kind: kinds.find(([pattern]) => pattern.test(name))?.[1] ?? 'smoke',
      result: outcome as Check['result'],
    }),
  );
}

/** The paths under a heading; where the text counts more than it names, the rest is kept without a name. */
function listUnder(text: string, heading: string, count: number): string[] {
  const [, block = ''] =
    new RegExp(`^${heading}\\n((?: {2}.+\\n?)+)`, 'm').exec(text) ?? [];
  const names = block
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  while (names.length < Math.min(count, 10_000)) names.push('(not named)');
  return names;
}
