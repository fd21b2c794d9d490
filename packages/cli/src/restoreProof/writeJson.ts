import { rename, writeFile } from 'node:fs/promises';

/** Writes JSON so that a reader sees the old file or the new one, never half of one. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeText(path, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** Writes text so that a reader sees the old file or the new one, never half of one. */
export async function writeText(path: string, text: string): Promise<void> {
  const half = `${path}.part`;
  await writeFile(half, text);
  await rename(half, path);
}
