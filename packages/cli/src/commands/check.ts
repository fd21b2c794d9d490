import { GateAnswer } from '@backstage-operations/plugin-operations-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { Command } from 'commander';
import { entityArgument } from '../io/entityArgument';
import { Io } from '../io/Io';
import { portal } from '../io/portal';

/** `operations check ENTITY SCORECARD` */
export function checkCommand(io: Io): Command {
  return new Command('check')
    .description(
      'May this entity exit the phase? Exit code 0 when it may, 1 when it may not',
    )
    .argument(
      '<entity>',
      'entity reference, like component:checkout',
      entityArgument,
    )
    .argument('<scorecard>', 'name of the scorecard, like phase-08-operations')
    .option('--allow-awaiting', 'also 0 when only sign-offs are missing')
    .option('--url <url>', 'base address of the portal')
    .action(
      async (
        entity: string,
        scorecard: string,
        options: { allowAwaiting?: boolean; url?: string },
      ) => {
        const { client, options: call } = portal(io, options.url);
        const answer = await client
          .getGate({ ...parseEntityRef(entity), scorecard }, call)
          .catch(error => {
            // The portal does not tell what is not there from what may not be seen; whoever owns the token can.
            if (error.statusCode === 404) {
              io.printError(
                'The token may also not be allowed to read: a service needs operations.entity.read, and read: true in its entry of operations.ingest',
              );
            }
            throw error;
          });
        for (const line of describeGate(answer)) io.print(line);
        if (!mayExit(answer, options.allowAwaiting)) io.exitWith(1);
      },
    );
}

function mayExit(gate: GateAnswer, allowAwaiting = false): boolean {
  if (gate.state === 'awaiting-signoff') return allowAwaiting;
  return gate.state === 'approved' || gate.state === 'not-applicable';
}

function describeGate(gate: GateAnswer): string[] {
  // The reasons are the first few of both lists in words; here is room for all of them.
  const listed = gate.blockers.length + gate.awaiting.length > 0;
  return [
    `${gate.entityRef} · ${gate.scorecard}: ${gate.state}`,
    ...(listed ? [] : gate.reasons.map(reason => `  ${reason}`)),
    ...gate.blockers.map(
      ({ title, verdict, reason }) =>
        `  ✗ ${title}: ${verdict}${reason ? `, ${reason}` : ''}`,
    ),
    ...gate.awaiting.map(
      ({ criterion, role, verb, state }) =>
        `  … ${criterion}: ${role} ${verb} (${state})`,
    ),
    ...(gate.waived > 0 ? [`  ${gate.waived} waived`] : []),
    ...gate.warnings.map(warning => `  ! ${warning}`),
  ];
}
