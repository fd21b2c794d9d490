// What the scripts beside this file share. No dependencies: they run before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Says what happens now. */
export function say(text) {
  process.stdout.write(`→ ${text}\n`);
}

/** Ends the process with a sentence instead of a stack. */
export function fail(text) {
  process.stderr.write(`✗ ${text}\n`);
  process.exit(1);
}

/** Seconds since an instant, for progress lines. */
export function secondsSince(start) {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}

/** Runs a command in the root and resolves with its exit code; its output is shown. */
export function call(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      ...options,
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 1 : code));
  });
}

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (name === 'node_modules' || name === 'dist') continue;
    yield* filesBelow(join(path, name));
  }
}

/** SHA-256 over names and contents of files and folders, given relative to the root. */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesBelow(join(root, path))) {
      hash
        .update(file.slice(root.length))
        .update('\0')
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/** Does work only when its inputs changed since it last succeeded; the stamp remembers them. */
export async function whenChanged(stamp, paths, work) {
  const file = join(root, stamp);
  const now = fingerprint(paths);
  if (existsSync(file) && readFileSync(file, 'utf8') === now) return false;
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, now);
  return true;
}

/** Manifests of all workspaces, relative to the root. */
export function manifests() {
  const found = [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    'e2e/package.json',
    'bench/package.json',
  ];
  for (const folder of ['packages', 'plugins']) {
    for (const name of readdirSync(join(root, folder)).sort())
      found.push(`${folder}/${name}/package.json`);
  }
  return found;
}
