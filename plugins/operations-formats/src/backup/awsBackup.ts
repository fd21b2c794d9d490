import { z } from 'zod';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { isoOfSeconds, isoOfText } from '../shared/instants';
import { restoreTest } from '../shared/records';
import { shaped } from '../shared/shape';

const time = z.union([z.string(), z.number()]);

const job = z.looseObject({
  RestoreJobId: z.string(),
  Status: z.string(),
  StatusMessage: z.string().optional(),
  ValidationStatus: z.string().optional(),
  ValidationStatusMessage: z.string().optional(),
  CreationDate: time.optional(),
  CompletionDate: time.nullish(),
  RecoveryPointArn: z.string().optional(),
  SourceResourceArn: z.string().nullish(),
  ResourceType: z.string().optional(),
});

/** A job that has not ended has neither passed nor failed. */
const running = new Set(['PENDING', 'RUNNING']);

/**
 * AWS Backup restore jobs (`describe-restore-job`, `list-restore-jobs`).
 *
 * @remarks A completed job restored something (L2); only a validation that ran and was successful says that it works (L4).
 * @public
 */
export const awsBackup: Format = {
  id: 'aws-backup',
  title: 'AWS Backup restore jobs',
  tool: 'aws-backup',
  versions: '2018-11-15',
  mediaTypes: ['application/json'],
  detect: file => jobsOf(file.json) !== undefined,
  parse(file, context) {
    const jobs = jobsOf(file.requireObject('aws-backup'));
    if (!jobs)
      throw new FormatError(
        'aws-backup: no RestoreJobId with a Status; use describe-restore-job or list-restore-jobs',
      );
    const all = shaped('aws-backup', z.array(job), jobs);
    const ended = all.filter(({ Status }) => !running.has(Status));
    const resources = new Set(ended.map(resourceOf));
    return {
      items: ended.map(entry => testOf(entry, context)),
      warnings: [
        ...all
          .filter(({ Status }) => running.has(Status))
          .map(
            ({ RestoreJobId, Status }) =>
              `${RestoreJobId} is ${Status}: it proves nothing yet`,
          ),
        ...(context.dataset !== undefined && resources.size > 1
          ? [
              `the jobs of ${resources.size} resources are taken for one data set, so that one restored hides that another was not; leave dataset out to keep them apart`,
            ]
          : []),
      ],
    };
  },
};

function jobsOf(document: unknown): unknown[] | undefined {
  if (!isRecord(document)) return undefined;
  const list = Array.isArray(document.RestoreJobs)
    ? document.RestoreJobs
    : [document];
  const isJob = (entry: unknown) =>
    isRecord(entry) && 'RestoreJobId' in entry && 'Status' in entry;
  return list.length > 0 && list.every(isJob) ? list : undefined;
}

function testOf(entry: z.infer<typeof job>, context: FormatContext) {
  const completed = entry.Status === 'COMPLETED';
  const validated = completed && entry.ValidationStatus === 'SUCCESSFUL';
  const invalid = ['FAILED', 'TIMED_OUT'].includes(
    entry.ValidationStatus ?? '',
  );
  return restoreTest(context, 'aws-backup', entry.RestoreJobId, {
    dataset: context.dataset ?? resourceOf(entry),
    backup: entry.RecoveryPointArn ?? null,
    startedAt: instantOf(entry.CreationDate),
    completedAt: instantOf(entry.CompletionDate),
    level: levelOf(completed && !invalid, validated),
    isolated: completed,
    checks: [
      {
        name: `job status ${entry.Status}`,
        kind: 'smoke',
        expected: 'COMPLETED',
        actual: entry.StatusMessage ?? entry.Status,
        result: jobResult(completed, validated),
      },
      {
        name: 'validation',
        kind: 'query',
        expected: 'SUCCESSFUL',
        actual:
          entry.ValidationStatusMessage ?? entry.ValidationStatus ?? 'none ran',
        result: validationResult(validated, invalid),
      },
    ],
  });
}

/** What was restored: of two volumes the proof of one says nothing of the other. */
function resourceOf(entry: z.infer<typeof job>): string {
  const [, , , , , ...name] = (entry.SourceResourceArn ?? '').split(':');
  return name.join(':').slice(0, 253) || entry.ResourceType || 'aws-backup';
}

function levelOf(completed: boolean, validated: boolean): 'L0' | 'L2' | 'L4' {
  if (validated) return 'L4';
  return completed ? 'L2' : 'L0';
}

/** That the job is done says that something works only where a validation says so too. */
function jobResult(
  completed: boolean,
  validated: boolean,
): 'pass' | 'fail' | 'skip' {
  if (!completed) return 'fail';
  return validated ? 'pass' : 'skip';
}

function validationResult(
  validated: boolean,
  invalid: boolean,
): 'pass' | 'fail' | 'skip' {
  if (validated) return 'pass';
  return invalid ? 'fail' : 'skip';
}

function instantOf(value: string | number | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'number'
    ? isoOfSeconds(value)
    : isoOfText('aws-backup', value);
}
