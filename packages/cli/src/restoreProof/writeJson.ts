import { rename, writeFile } from 'node:fs/promises';

/** Writes JSON so that a reader sees the old file or the new one, never half of one. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const half = `${path}.part`;
  await writeFile(half, `${JSON.stringify(value, undefined, 2)}\n`);
  await rename(half, path);
}
