import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { isoOfSeconds } from '../shared/instants';
import { backupRun } from '../shared/records';
import { shaped } from '../shared/shape';

const answer = z.looseObject({
  status: z.literal('success'),
  data: z.looseObject({
    resultType: z.literal('vector'),
    result: z.array(
      z.looseObject({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string()]),
      }),
    ),
  }),
});

type Sample = z.infer<typeof answer>['data']['result'][number];

/** How each exporter's metric says when, or whether, a backup was made. */
const readers: Record<
  string,
  (
    sample: Sample,
    value: number,
  ) => { at: number; ok: boolean; dataset?: string }
> = {
  velero_backup_last_successful_timestamp: ({ metric }, value) => ({
    at: value,
    ok: true,
    dataset: metric.schedule,
  }),
  velero_backup_last_status: ({ metric, value: [at] }, value) => ({
    at,
    ok: value === 1,
    dataset: metric.schedule,
  }),
  k8up_schedule_last_successful_timestamp: ({ metric }, value) => ({
    at: value,
    ok: true,
    dataset: metric.namespace,
  }),
  pgbackrest_backup_since_last_completion_seconds: (
    { metric, value: [at] },
    value,
  ) => ({
    at: at - value,
    ok: true,
    dataset: metric.stanza,
  }),
  k8up_backup_restic_last_errors: ({ metric, value: [at] }, value) => ({
    at,
    ok: value === 0,
    dataset: metric.namespace,
  }),
  pgbackrest_backup_error_status: ({ metric, value: [at] }, value) => ({
    at,
    ok: value === 0,
    dataset: metric.stanza,
  }),
  pgbackrest_backup_last_error_status: ({ metric, value: [at] }, value) => ({
    at,
    ok: value === 0,
    dataset: metric.stanza,
  }),
  walg_last_upload: ({ metric }, value) => ({
    at: metric.type === 'basebackup' ? value : 0,
    ok: true,
    dataset: metric.instance,
  }),
  walg_backup_last_finished_timestamp: ({ metric }, value) => ({
    at: value,
    ok: true,
    dataset: metric.instance,
  }),
};

/**
 * Samples of backup exporters, as an instant query of the Prometheus HTTP API returns them.
 *
 * @remarks Values are text; `NaN` and zero timestamps mean that there is no backup, never "just now". A status metric that is
 * good says nothing about when, so it only counts when it is bad. The exporter of pgBackRest counts a backup with corrupt pages
 * as completed: its time alone does not make it good. Series of several clusters or instances are data sets of their own.
 * @public
 */
export const prometheusBackup: Format = {
  id: 'prometheus-backup',
  title: 'Backup metrics from Prometheus',
  tool: 'prometheus',
  versions: 'HTTP API v1',
  mediaTypes: ['application/json'],
  detect: file =>
    isRecord(file.json) &&
    isRecord(file.json.data) &&
    samplesOf(file.json.data).some(name => name in readers),
  parse(file, context) {
    const document = file.requireObject('prometheus-backup');
    if (document.status === 'error') {
      throw new FormatError(
        `prometheus-backup: the server answered with an error: ${String(
          document.error,
        ).slice(0, 300)}`,
      );
    }
    const read = shaped('prometheus-backup', answer, document);
    const warnings: string[] = [];
    const items: EvidenceInput[] = [];
    const samples = read.data.result;
    for (const sample of samples) {
      const item = runOf(sample, samples, context, warnings);
      if (item) items.push(item);
    }
    if (read.data.result.length === 0) {
      throw new FormatError(
        'prometheus-backup: the query has no result, which says nothing of any backup',
      );
    }
    if (!samplesOf(read.data).some(name => name in readers)) {
      throw new FormatError(
        `prometheus-backup: no sample is of a backup metric that is understood; those are ${Object.keys(
          readers,
        ).join(', ')}`,
      );
    }
    return { items, warnings };
  },
};

function samplesOf(data: Record<string, unknown>): string[] {
  const list = Array.isArray(data.result) ? data.result : [];
  return list.map(entry =>
    isRecord(entry) && isRecord(entry.metric)
      ? String(entry.metric.__name__)
      : '',
  );
}

/** Metrics that are zero when all is well. */
const isStatus = (name: string) => /_(status|errors)$/.test(name);

/** Labels that tell one origin of the same series from another. */
const origins = ['cluster', 'instance', 'namespace'];

/** The data set, with its origin where the answer has the same series from several. */
function datasetOf(
  { metric }: Sample,
  dataset: string,
  samples: readonly Sample[],
): string {
  const same = samples.filter(
    other =>
      other.metric.__name__ === metric.__name__ &&
      ['schedule', 'stanza'].every(key => other.metric[key] === metric[key]),
  );
  const differing = origins.find(
    label => new Set(same.map(other => other.metric[label])).size > 1,
  );
  const origin = differing && metric[differing];
  return origin && origin !== dataset ? `${origin}/${dataset}` : dataset;
}

/** What stands against a sample that only tells when a backup was completed. */
function doubtOf(
  { metric }: Sample,
  samples: readonly Sample[],
): { outcome: 'partial' | 'unknown'; reason: string } | undefined {
  const name = metric.__name__ ?? '';
  if (name !== 'pgbackrest_backup_since_last_completion_seconds') {
    return undefined;
  }
  const status = samples.filter(
    other =>
      /^pgbackrest_backup_(last_)?error_status$/.test(
        other.metric.__name__ ?? '',
      ) &&
      ['stanza', ...origins].every(key => other.metric[key] === metric[key]),
  );
  if (status.length === 0) {
    return {
      outcome: 'unknown',
      reason:
        'a backup with corrupt pages counts as completed too; ask for pgbackrest_backup_last_error_status in the same query',
    };
  }
  const bad = status.find(({ value: [, text] }) => Number(text) !== 0);
  return bad
    ? {
        outcome: 'partial',
        reason: `${bad.metric.__name__} is ${bad.value[1]}: page checksum errors`,
      }
    : undefined;
}

function runOf(
  sample: Sample,
  samples: readonly Sample[],
  context: FormatContext,
  warnings: string[],
) {
  const name = sample.metric.__name__ ?? '';
  const reader = readers[name];
  const value = Number(sample.value[1]);
  if (!reader) {
    warnings.push(
      `${
        name || 'a sample without a name'
      }: not a backup metric that is understood`,
    );
    return undefined;
  }
  if (!Number.isFinite(value)) {
    warnings.push(
      `${name}: the value is ${sample.value[1]}, so nothing is known`,
    );
    return undefined;
  }
  const { at, ok, dataset } = reader(sample, value);
  if ((ok && isStatus(name)) || at <= 0) {
    if (at <= 0) warnings.push(`${name}: no backup has been made yet`);
    return undefined;
  }
  const completedAt = isoOfSeconds(at);
  const named =
    context.dataset ?? datasetOf(sample, dataset || 'default', samples);
  const doubt = ok ? doubtOf(sample, samples) : undefined;
  return backupRun(context, 'prometheus', `${name}/${named}/${completedAt}`, {
    dataset: named,
    tool: name.split('_')[0],
    outcome: doubt?.outcome ?? (ok ? 'success' : 'failed'),
    completedAt,
    recoveryPoint: ok ? completedAt : null,
    reason: doubt?.reason ?? (ok ? null : `${name} is ${value}`),
    toolStatus: { metric: sample.metric, value: sample.value[1] },
  });
}
