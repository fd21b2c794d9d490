import { join } from 'node:path';

/** Where the files of a restore proof are. */
export interface ProofPaths {
  folder: string;
  archive: string;
  lastSuccess: string;
  lastRestore: string;
  proofText: string;
  /** Emptied and filled by every restore test. */
  restoreFolder: string;
  /** Held while a backup or a test is under way. */
  lock: string;
}

/** Whether a path is one of the proof's own files or below its restore folder, which no backup takes in. */
export function isOwnFile(paths: ProofPaths, path: string): boolean {
  const { folder: _, restoreFolder, ...files } = paths;
  return (
    path === restoreFolder ||
    Object.values(files).some(own => path === own || path === `${own}.part`)
  );
}

/** The files of the proof named `name` in a folder. */
export function proofPaths(folder: string, name: string): ProofPaths {
  return {
    folder,
    archive: join(folder, `${name}_backup.tar.gz`),
    lastSuccess: join(folder, 'last_success.json'),
    lastRestore: join(folder, 'last_restore.json'),
    proofText: join(folder, 'restore-proof.txt'),
    restoreFolder: join(folder, 'restore_test'),
    lock: join(folder, 'restore-proof.lock'),
  };
}
