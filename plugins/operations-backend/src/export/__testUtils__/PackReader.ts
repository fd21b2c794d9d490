import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The program that verifies packs. @internal */
export const verifier = resolvePackagePath(
  '@backstage-operations/plugin-operations-common',
  'auditor-pack/verify.mjs',
);

const homes: string[] = [];
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** What the verifier says. @internal */
export interface Verified {
  code: number | null;
  problems: string[];
}

/** A pack as an auditor has it: the archive, and the folder it was extracted to with the tar of the system. @internal */
export class PackReader {
  static of(archive: Buffer): PackReader {
    const home = mkdtempSync(join(tmpdir(), 'pack-'));
    homes.push(home);
    const file = join(home, 'pack.tar');
    const folder = join(home, 'pack');
    writeFileSync(file, archive);
    mkdirSync(folder);
    spawnSync('tar', ['xf', file, '-C', folder]);
    return new PackReader(archive, file, folder);
  }

  private constructor(
    private readonly archive: Buffer,
    private readonly file: string,
    readonly folder: string,
  ) {}

  /** The same without its last bytes. */
  cut(bytes: number): PackReader {
    return PackReader.of(this.archive.subarray(0, -bytes));
  }

  paths(): string[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) =>
        join(parentPath, name).slice(this.folder.length + 1),
      )
      .sort();
  }

  text(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  json(path: string) {
    return JSON.parse(this.text(path));
  }

  verifyArchive(...options: string[]): Verified {
    return run([verifier, this.file, ...options]);
  }

  /** With the program that is in the pack. */
  verifyFolder(...options: string[]): Verified {
    return run([join(this.folder, 'verify.mjs'), ...options]);
  }
}

function run(args: string[]): Verified {
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    cwd: dirname(args[0]),
  });
  const problems = stderr.split('\n').filter(line => line !== '');
  return { code: status, problems };
}
