import { InputError } from '@backstage/errors';
import { Command, InvalidArgumentError } from 'commander';
import { Duration } from 'luxon';
import { resolve } from 'node:path';
import { entityArgument } from '../io/entityArgument';
import { Io } from '../io/Io';
import { backup } from '../restoreProof/backup';
import { DatedColumn } from '../restoreProof/inspectDatabase';
import { proofPaths } from '../restoreProof/proofPaths';
import { restoreTest } from '../restoreProof/restoreTest';

interface CommonOptions {
  out: string;
  name: string;
  newest?: DatedColumn;
}

interface BackupCommandOptions extends CommonOptions {
  root: string;
  sqlite: string[];
  entity?: string;
  dataset?: string;
  location?: string;
  retention?: number;
}

interface TestCommandOptions extends CommonOptions {
  minRows: number;
  operator?: string;
  expectFailure?: boolean;
}

/** `operations restore-proof backup|test` */
export function restoreProofCommand(io: Io): Command {
  const command = new Command('restore-proof').description(
    'Back up files and SQLite databases, and prove that the backup restores',
  );
  command.addCommand(backupCommand(io));
  command.addCommand(testCommand(io));
  return command;
}

function backupCommand(io: Io): Command {
  return withCommon(new Command('backup'))
    .description(
      'Write <name>_backup.tar.gz and last_success.json, which lists every file with its SHA-256',
    )
    .argument('[source...]', 'files and folders below the root')
    .option('--root <folder>', 'folder that paths are relative to', '.')
    .option(
      '--sqlite <file>',
      'SQLite database to copy consistently, also while it is in use; may be repeated',
      (file: string, before: string[]) => [...before, file],
      [],
    )
    .option('--entity <ref>', 'entity that the data belongs to', entityArgument)
    .option('--dataset <name>', 'data set, by default the name')
    .option(
      '--location <class>',
      'where the archive is kept: off-site, local or git',
    )
    .option(
      '--retention <duration>',
      'how long it is kept, like P30D',
      duration,
    )
    .action(async (sources: string[], options: BackupCommandOptions) => {
      const root = resolve(options.root);
      const success = await backup({
        root,
        sources,
        databases: options.sqlite,
        dated: options.newest,
        paths: proofPaths(resolve(options.out), options.name),
        entityRef: options.entity,
        dataset: options.dataset ?? options.name,
        location: location(options.location),
        retention: options.retention,
        now: () => io.now(),
      });
      io.print(
        `Backed up ${success.manifest.fileCount} files, ${success.artifact.sizeBytes} bytes, sha256 ${success.artifact.sha256}`,
      );
    });
}

function testCommand(io: Io): Command {
  return withCommon(new Command('test'))
    .description(
      'Restore the archive, compare it with its manifest and write last_restore.json and restore-proof.txt',
    )
    .option(
      '--min-rows <n>',
      'rows that the databases must hold in all',
      whole,
      1,
    )
    .option('--operator <name>', 'who made the test')
    .option(
      '--expect-failure',
      'the archive is known to be damaged: succeed only when the test notices',
    )
    .action(async (options: TestCommandOptions) => {
      const outcome = await restoreTest({
        paths: proofPaths(resolve(options.out), options.name),
        minRows: options.minRows,
        dated: options.newest,
        operator: options.operator,
        expectedToFail: options.expectFailure,
        now: () => io.now(),
      });
      const failed = outcome.result === 'failed';
      if (failed) io.printError(`Restore FAILED: ${outcome.reason}`);
      else {
        io.print(
          `Restore OK: ${outcome.restoredFiles} files, none missing, extra or different; proof level ${outcome.level}`,
        );
      }
      if (failed !== Boolean(options.expectFailure)) io.exitWith(1);
    });
}

function withCommon(command: Command): Command {
  return command
    .option('--out <folder>', 'folder of the proof files', 'backups')
    .option('--name <name>', 'name of the archive', fileName, 'workflows')
    .option(
      '--newest <table.column>',
      'dated column by which the newest record of a database is known',
      datedColumn,
    );
}

function location(text: string | undefined) {
  if (text === undefined) return undefined;
  if (text !== 'off-site' && text !== 'local' && text !== 'git') {
    throw new InputError('A location is off-site, local or git');
  }
  return text;
}

function duration(text: string): number {
  const parsed = Duration.fromISO(text);
  if (!parsed.isValid) {
    throw new InvalidArgumentError('A duration is written like P30D.');
  }
  return parsed.toMillis();
}

function whole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new InvalidArgumentError('A whole number is needed.');
  }
  return Number(text);
}

function fileName(text: string): string {
  if (!/^[\w-]{1,100}$/.test(text)) {
    throw new InvalidArgumentError('A name has letters, digits, - and _ only.');
  }
  return text;
}

function datedColumn(text: string): DatedColumn {
  const [table, column, ...more] = text.split('.');
  if (!table || !column || more.length > 0) {
    throw new InvalidArgumentError(
      'A column is written like orders.created_at.',
    );
  }
  return { table, column };
}
