import { Command } from 'commander';
import { checkCommand } from './commands/check';
import { importCommand } from './commands/import';
import { pushCommand } from './commands/push';
import { restoreProofCommand } from './commands/restoreProof';
import { scorecardCommand } from './commands/scorecard';
import { verifyCommand } from './commands/verify';
import { Io } from './io/Io';
import { version } from '../package.json';

const environment = `
Environment:
  OPERATIONS_URL     base address of the portal (default: http://localhost:7007)
  OPERATIONS_TOKEN   token that the portal knows you by`;

/** All commands of `operations`. */
export function createProgram(io: Io): Command {
  return new Command('operations')
    .description(
      'Push evidence, ask gates, prove restores, check scorecards, verify the log',
    )
    .version(version)
    .configureOutput({
      writeOut: text => io.print(text.trimEnd()),
      writeErr: text => io.printError(text.trimEnd()),
    })
    .showHelpAfterError()
    .addHelpText('after', environment)
    .addCommand(pushCommand(io))
    .addCommand(importCommand(io))
    .addCommand(checkCommand(io))
    .addCommand(restoreProofCommand(io))
    .addCommand(scorecardCommand(io))
    .addCommand(verifyCommand(io));
}
