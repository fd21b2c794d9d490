import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { instantOf, isoOfSeconds } from '../shared/instants';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from './errorBody';
import { Row, rowOf, scanRecord } from './scanRecord';

const amount = z.number().nullish();

const instance = z.looseObject({
  InstanceId: z.string(),
  Operation: z.string().nullish(),
  OperationEndTime: z.union([z.string(), z.number()]),
  MissingCount: amount,
  FailedCount: amount,
  InstalledPendingRebootCount: amount,
  InstalledRejectedCount: amount,
  CriticalNonCompliantCount: amount,
  SecurityNonCompliantCount: amount,
  OtherNonCompliantCount: amount,
});

const answer = z.looseObject({
  InstancePatchStates: z.array(instance),
  NextToken: z.string().nullish(),
});

type Instance = z.infer<typeof instance>;

/**
 * Patch states of EC2 instances, from `aws ssm describe-instance-patch-states`.
 *
 * @remarks
 * AWS counts and names no patch, so each instance has one finding per kind of gap, with a clock of its own. A patch that waits for a reboot
 * is not applied. The scan is as old as that of the instance scanned longest ago. Older rows without counts by severity rate what is missing as high.
 * @public
 */
export const awsSsm: Format = {
  id: 'aws-ssm-patch',
  title: 'AWS Systems Manager patch states',
  tool: 'aws-ssm',
  versions: 'describe-instance-patch-states',
  mediaTypes: ['application/json'],
  detect: ({ json }) =>
    isRecord(json) && Array.isArray(json.InstancePatchStates),
  parse(file, context) {
    const document = file.requireObject('aws-ssm-patch');
    if (!Array.isArray(document.InstancePatchStates)) {
      refuseErrorBody('aws-ssm-patch', document);
      throw new FormatError(
        `aws-ssm-patch: expected InstancePatchStates, found ${describe(
          document,
        )}`,
      );
    }
    const read = shaped('aws-ssm-patch', answer, document);
    const states = read.InstancePatchStates;
    if (states.length === 0) {
      throw new FormatError(
        'aws-ssm-patch: no instance is listed, so nothing is known of any',
      );
    }
    const ends = states.map(({ OperationEndTime: end }) =>
      typeof end === 'number'
        ? isoOfSeconds(end)
        : instantOf('aws-ssm-patch', end) ?? '',
    );
    const partial = Boolean(read.NextToken);
    return {
      items: [
        scanRecord(context, 'aws-ssm', {
          scope: context.scope ?? 'instances',
          completedAt: ends.sort()[0],
          findings: states.flatMap(gapsOf),
          ...(partial ? { partial } : {}),
        }),
      ],
      warnings: partial
        ? [
            'NextToken is set: this is one page, so nothing closes and this is no scan',
          ]
        : [],
    };
  },
};

function gapsOf(state: Instance): Row[] {
  const critical = state.CriticalNonCompliantCount ?? 0;
  const security = state.SecurityNonCompliantCount ?? 0;
  const other = state.OtherNonCompliantCount ?? 0;
  const missing = state.MissingCount ?? 0;
  const unrated = Math.max(0, missing - critical - security - other);
  const gaps: [kind: string, title: string, count: number, Row['severity']][] =
    [
      ['critical', 'critical patches not applied', critical, 'critical'],
      ['security', 'security patches not applied', security, 'high'],
      ['other', 'other patches not applied', other, 'medium'],
      ['missing', 'patches missing', unrated, 'high'],
      ['failed', 'patches failed to install', state.FailedCount ?? 0, 'high'],
      [
        'reboot',
        'patches wait for a reboot',
        state.InstalledPendingRebootCount ?? 0,
        'high',
      ],
      [
        'rejected',
        'rejected patches installed',
        state.InstalledRejectedCount ?? 0,
        'medium',
      ],
    ];
  return gaps
    .filter(([, , count]) => count > 0)
    .map(([kind, title, count, severity]) =>
      rowOf({
        vulnerability: `SSM-${state.InstanceId}-${kind}`,
        package: 'operating system',
        location: state.InstanceId,
        severity,
        title: `${count} ${title}`,
      }),
    );
}
