import { LastRestoreFile } from '@backstage-operations/plugin-operations-formats';

/** The outcome of a restore test as a person reads it; the content of `restore-proof.txt`. */
export function proofText(outcome: LastRestoreFile): string {
  const ok = outcome.result === 'success';
  const lines = [
    ok ? 'Restore OK' : `Restore FAILED: ${outcome.reason}`,
    '',
    `Data set       ${outcome.dataset ?? 'not named'}`,
    `Backup sha256  ${outcome.backupRef.sha256 ?? 'not known'}`,
    `Data up to     ${outcome.backupRef.recoveryPoint ?? 'not known'}`,
    `Tested         ${outcome.startedAt} to ${outcome.completedAt}`,
    `Files          ${outcome.restoredFiles} restored, ${outcome.missingFiles.length} missing, ${outcome.extraFiles.length} extra, ${outcome.mismatched.length} different`,
    `Proof level    ${outcome.level ?? 'none'}`,
    '',
    ...outcome.checks.map(check => `${check.result.padEnd(5)} ${check.name}`),
    ...list('Missing', outcome.missingFiles),
    ...list('Extra', outcome.extraFiles),
    ...list('Different', outcome.mismatched),
  ];
  return `${lines.join('\n')}\n`;
}

function list(title: string, paths: string[]): string[] {
  if (paths.length === 0) return [];
  return ['', title, ...paths.map(path => `  ${path}`)];
}
