import {
  canonicalDigest,
  EvidenceInput,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { FormatContext } from '../Format';
import { instantOf } from '../shared/instants';
import { webUrl } from '../shared/text';
import { incidentRecord, latest } from './incidentRecord';
import { severityOf } from './severity';

const texts = z.record(z.string(), z.string());

/** One alert of a notification, as Alertmanager and Grafana both write it. */
export const alert = z.looseObject({
  status: z.string().optional(),
  labels: texts,
  annotations: texts.optional(),
  startsAt: z.string(),
  endsAt: z.string().nullish(),
  generatorURL: z.string().optional(),
  fingerprint: z.string().optional(),
});

type Alert = z.infer<typeof alert>;

interface Ending {
  isOver: boolean;
  /** When it ended, where that is told: it may be before the start, which is for the figures to judge. */
  end?: string;
}

/** While an alert fires its end is the year 1, or a time-out that has not come. */
function endingOf(
  format: string,
  { status, endsAt }: Alert,
  now: string,
): Ending {
  if (status === 'firing') return { isOver: false };
  const told = endsAt && !endsAt.startsWith('0001-') ? endsAt : undefined;
  const end = instantOf(format, told);
  if (status === 'resolved') return { isOver: true, ...(end ? { end } : {}) };
  return end && end <= now ? { isOver: true, end } : { isOver: false };
}

function impactOf({ labels }: Alert) {
  const { impact } = labels;
  return impact === 'outage' || impact === 'degraded' ? impact : 'none';
}

/**
 * One firing of an alert as evidence.
 *
 * @remarks
 * The fingerprint names the alert and with the start its episode: the same alert firing again is another one. An alert is no incident that
 * somebody declared, so it counts as an outage only when its own label `impact` says so.
 * @param now - instant of the import, ISO 8601 in UTC
 */
export function alertEpisode(
  format: string,
  read: Alert,
  context: FormatContext,
  now: string,
  isTest: boolean,
): EvidenceInput<'incident'> {
  const { labels, annotations = {} } = read;
  const start = instantOf(format, read.startsAt) ?? now;
  const { isOver, end } = endingOf(format, read, now);
  const name = labels.alertname ?? 'alert';
  const fingerprint = read.fingerprint ?? canonicalDigest(labels).slice(0, 16);
  const impact = impactOf(read);
  const status = isOver ? 'resolved' : 'firing';
  const url = webUrl(read.generatorURL);
  return incidentRecord(
    context,
    format,
    `${fingerprint}/${start}`,
    // One that is over without an end was so when it was told.
    latest(start, isOver ? end ?? now : undefined) ?? start,
    {
      title: annotations.summary ? `${name}: ${annotations.summary}` : name,
      status: isTest ? 'test' : status,
      severity: severityOf(labels.severity),
      impact,
      segments: [{ startedAt: start, ...(end ? { endedAt: end } : {}) }],
      ...(end ? { resolvedAt: end } : {}),
      ...(impact === 'none' ? { alertOnly: true } : {}),
      ...(url ? { url } : {}),
      labels,
    },
  );
}
