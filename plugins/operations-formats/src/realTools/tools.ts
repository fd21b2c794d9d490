import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a command printed and how it ended. */
export type Ran = { stdout: string; stderr: string; code: number };

/** True when the command is on the path; tests that need one are reported as skipped where it is not. */
export function has(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
}

/** Folder of the newest PostgreSQL server binaries of the system, where there are any. */
export function postgresBinaries(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  return readdirSync(root)
    .map(version => path.join(root, version, 'bin'))
    .filter(folder => existsSync(path.join(folder, 'initdb')))
    .sort()
    .pop();
}

/** A fresh folder that the server's user may write to. */
export function workFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `${name}-`));
  if (process.getuid?.() === 0) execFileSync('chown', ['nobody', folder]);
  return folder;
}

/**
 * Runs a command to its end.
 *
 * @remarks PostgreSQL refuses to run as root, so everything around a server runs as an unprivileged user then.
 */
export function run(
  command: string,
  args: readonly string[],
  options: {
    cwd: string;
    env?: Record<string, string>;
    unprivileged?: boolean;
  },
): Ran {
  const drop = options.unprivileged && process.getuid?.() === 0;
  const ids = drop ? { uid: id('-u'), gid: id('-g') } : {};
  const done = spawnSync(command, [...args], {
    cwd: options.cwd,
    env: {
      ...process.env,
      LC_ALL: 'C',
      TZ: 'UTC',
      HOME: options.cwd,
      ...options.env,
    },
    encoding: 'utf8',
    ...ids,
  });
  if (done.error) throw done.error;
  return { stdout: done.stdout, stderr: done.stderr, code: done.status ?? -1 };
}

function id(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
}

/** Like {@link run}, and throws with the command's words when it fails. */
export function must(...args: Parameters<typeof run>): Ran {
  const ran = run(...args);
  if (ran.code !== 0) {
    throw new Error(
      `${args[0]} ${args[1].join(' ')} exited with ${ran.code}: ${ran.stderr}${
        ran.stdout
      }`,
    );
  }
  return ran;
}
