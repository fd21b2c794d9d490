import {
  ClaimedEntry,
  LogProblem,
  parseVerifierKey,
  VerifierKey,
  verifyLog,
} from '@backstage-operations/plugin-operations-common';
import { InputError } from '@backstage/errors';
import { Command } from 'commander';
import { createPublicKey, verify } from 'node:crypto';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { Io } from '../io/Io';
import { portal, Portal } from '../io/portal';
import { progress } from '../io/progress';
import { readInput } from '../io/readInput';
import { isPack, verifyPack } from './verifyPack';

/** Entries per request. */
const PAGE = 500;

/** Problems that are printed; all of them are counted. */
const LISTED = 20;

const entry = z.object({
  index: z.number().optional(),
  at: z.string(),
  body: z.string(),
  leaf: z.string(),
});

/** What a log consists of. */
interface LogCopy {
  entries: ClaimedEntry[];
  /** What the portal hands out as its newest checkpoint. */
  head?: string;
}

/** `operations verify PACK|CHECKPOINT` */
export function verifyCommand(io: Io): Command {
  return new Command('verify')
    .description(
      'Verify an auditor pack without a portal, or compute the audit log again and compare it with a checkpoint that you kept. Exit code 0 when everything is as it was signed, 1 when not',
    )
    .argument(
      '<pack|checkpoint>',
      'auditor pack (archive or folder), or file with a signed note; - reads a note from standard input',
    )
    .option(
      '--key <key>',
      'public key of the log, like name+hash+key, or a file with it',
    )
    .option(
      '--entries <file>',
      'copy of the log, one entry per line, instead of asking the portal',
    )
    .option('--url <url>', 'base address of the portal')
    .action(
      async (
        file: string,
        options: { key?: string; entries?: string; url?: string },
      ) => {
        if (await isPack(file)) return verifyPack(io, file, options.key);
        if (options.key === undefined) {
          throw new InputError(
            'A checkpoint is verified with --key, the public key of the log',
          );
        }
        const key = await readKey(options.key);
        const note = (await readInput(file)).toString('utf8');
        const copy = options.entries
          ? await readCopy(options.entries)
          : await askPortal(io, portal(io, options.url));
        const problems = verifyLog({
          ...copy,
          kept: [note],
          key,
          verifySignature,
          now: io.now(),
        });
        return report(io, copy, problems);
      },
    );
}

async function readKey(text: string): Promise<VerifierKey> {
  const given = existsSync(text)
    ? (await readInput(text)).toString('utf8')
    : text;
  const key = parseVerifierKey(given);
  if (!key) {
    throw new InputError(
      '--key must be the public key of the log, like name+hash+key, or a file with it',
    );
  }
  return key;
}

/** Ed25519 as RFC 8410 writes a public key. */
function verifySignature(
  { publicKey }: VerifierKey,
  text: string,
  signature: Uint8Array,
): boolean {
  const key = createPublicKey({
    key: {
      kty: 'OKP',
      crv: 'Ed25519',
      x: Buffer.from(publicKey).toString('base64url'),
    },
    format: 'jwk',
  });
  return verify(null, Buffer.from(text), key, signature);
}

async function readCopy(file: string): Promise<LogCopy> {
  const lines = (await readInput(file)).toString('utf8').split('\n');
  const entries = lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      value = undefined;
    }
    const parsed = entry.safeParse(value);
    if (parsed.success) return [parsed.data];
    throw new InputError(`${file}:${index + 1} is no entry of the log`);
  });
  return { entries };
}

async function askPortal(
  io: Io,
  { client, options }: Portal,
): Promise<LogCopy> {
  // First, so that everything under it is among the entries.
  const { note, size } = await client.getCheckpoint({}, options);
  const bar = progress(io, 'Reading the log', size);
  const entries: ClaimedEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.listLog({ limit: PAGE, cursor }, options);
    entries.push(...page.items);
    cursor = page.nextCursor;
    bar.update(Math.min(entries.length, size));
  } while (cursor);
  bar.stop();
  return { entries, head: note };
}

function report(
  io: Io,
  { entries }: LogCopy,
  problems: readonly LogProblem[],
): void {
  if (problems.length === 0) {
    io.print(`✓ ${entries.length} entries, the log that was signed`);
    return;
  }
  for (const { code, message } of problems.slice(0, LISTED)) {
    io.printError(`✗ ${code}: ${message}`);
  }
  if (problems.length > LISTED) {
    io.printError(`✗ and ${problems.length - LISTED} more`);
  }
  io.exitWith(1);
}
