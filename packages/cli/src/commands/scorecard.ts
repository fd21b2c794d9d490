import {
  parseScorecards,
  roleNames,
  ScorecardError,
  ScorecardProblem,
} from '@backstage-operations/plugin-operations-common';
import { Command } from 'commander';
import { Io } from '../io/Io';
import { portal, Portal } from '../io/portal';
import { readInput } from '../io/readInput';

/** What became of one file: the digests of its scorecards, or its problems. */
interface Validation {
  digests: string[];
  problems: readonly ScorecardProblem[];
}

/** `operations scorecard validate FILE…` */
export function scorecardCommand(io: Io): Command {
  return new Command('scorecard')
    .description('Work on scorecard files')
    .addCommand(validateCommand(io));
}

function validateCommand(io: Io): Command {
  return new Command('validate')
    .description(
      'Check scorecard files before they are loaded. Exit code 0 when all can be used, 1 when one cannot',
    )
    .argument('<file...>', 'YAML files; - reads standard input')
    .option(
      '--role <name...>',
      'roles of your portal, beside those of the phase documents',
    )
    .option(
      '--portal',
      'ask the portal, which also knows its own roles and the facts of its modules',
    )
    .option('--url <url>', 'base address of the portal')
    .action(
      async (
        files: string[],
        options: { role?: string[]; portal?: boolean; url?: string },
      ) => {
        const asked = options.portal ? portal(io, options.url) : undefined;
        for (const file of files) {
          const text = (await readInput(file)).toString('utf8');
          const { digests, problems } = asked
            ? await askPortal(asked, text)
            : checkHere(text, file, options.role);
          for (const problem of problems) {
            io.printError(describe(file, problem));
          }
          if (problems.length > 0) io.exitWith(1);
          else io.print(`✓ ${file} ${digests.join(' ')}`.trimEnd());
        }
      },
    );
}

function checkHere(
  text: string,
  file: string,
  roles: readonly string[] = [],
): Validation {
  try {
    const parsed = parseScorecards(text, {
      file,
      roles: [...roleNames, ...roles],
    });
    return { digests: parsed.map(({ digest }) => digest), problems: [] };
  } catch (error) {
    if (!(error instanceof ScorecardError)) throw error;
    return { digests: [], problems: error.problems };
  }
}

async function askPortal(
  { client, options }: Portal,
  content: string,
): Promise<Validation> {
  const { problems, policyDigest } = await client.validateScorecard(
    { body: { content } },
    options,
  );
  return { digests: policyDigest ? [policyDigest] : [], problems };
}

/** As compilers write it, so that editors and CI systems find the place. */
function describe(file: string, problem: ScorecardProblem): string {
  const { line = 1, column = 1, field, message } = problem;
  return `${file}:${line}:${column} ${field ? `${field}: ` : ''}${message}`;
}
