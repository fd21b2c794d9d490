import { Command, InvalidArgumentError } from 'commander';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { entityArgument } from '../io/entityArgument';
import { Io } from '../io/Io';
import { portal } from '../io/portal';
import { readInput } from '../io/readInput';

interface ImportOptions {
  entity: string;
  dataset?: string;
  scope?: string;
  timeZone?: string;
  observedAt?: string;
  exitCode?: number;
  url?: string;
}

/** Bodies from this size on are sent compressed, in bytes. */
const compressFrom = 64 * 1024;

/** `operations import FORMAT FILE` */
export function importCommand(io: Io): Command {
  return new Command('import')
    .description("Store what a tool's own output file says")
    .argument('<format>', 'name of the format, or auto to recognise it')
    .argument('<file>', 'the file as the tool wrote it; - reads standard input')
    .requiredOption(
      '--entity <ref>',
      'entity that the file is about',
      entityArgument,
    )
    .option('--dataset <name>', 'data set, where the file names none')
    .option('--scope <name>', 'what was scanned, where the file does not say')
    .option('--time-zone <zone>', 'IANA zone of times that carry none')
    .option(
      '--observed-at <instant>',
      'when it was true, where the file does not say',
    )
    .option(
      '--exit-code <code>',
      'what the tool exited with; restic 3 and borg 1 are partial backups',
      exitCode,
    )
    .option('--url <url>', 'base address of the portal')
    .action(async (format: string, file: string, options: ImportOptions) => {
      const { client, options: call } = portal(io, options.url);
      const bytes = await readInput(file);
      const compress = bytes.length >= compressFrom;
      const result = await client.importFile(
        {
          format,
          entityRef: options.entity,
          dataset: options.dataset,
          scope: options.scope,
          timeZone: options.timeZone,
          observedAt: options.observedAt,
          exitCode: options.exitCode,
          body: compress ? await promisify(gzip)(bytes) : bytes,
        },
        {
          ...call,
          ...(compress && { headers: { 'Content-Encoding': 'gzip' } }),
        },
      );
      for (const warning of result.warnings) io.printError(`! ${warning}`);
      io.print(
        `${result.format}: ${result.accepted} stored, ${result.duplicates} already known`,
      );
    });
}

/** 0 to 255, as processes exit. */
function exitCode(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 255) return Number(text);
  throw new InvalidArgumentError('must be a number from 0 to 255');
}
