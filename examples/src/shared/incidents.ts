import {
  EvidenceInput,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { teller } from './Example';
import { iso, plus, Timeline } from './Timeline';

type Incident = EvidencePayload<'incident'>;

/** One kind of incident and how people dealt with it; minutes from its start. */
export interface IncidentStory {
  title: string;
  severity: NonNullable<Incident['severity']>;
  impact: NonNullable<Incident['impact']>;
  acknowledged: number;
  resolved: number;
  cause: string;
  /** Absent when nobody held a review. */
  review?: { afterDays: number; actionsDone: boolean };
}

/** An incident of that story that began at an instant, as far as it has come by now, with its review. */
export function incident(
  t: Timeline,
  entityRef: string,
  startedAt: number,
  story: IncidentStory,
): EvidenceInput[] {
  const tell = teller(entityRef, 'pagerduty');
  const id = `INC-${iso(startedAt).slice(0, 13)}`;
  const acknowledgedAt = reached(t, plus(startedAt, story.acknowledged));
  const resolvedAt = reached(t, plus(startedAt, story.resolved));
  const record = tell(
    'incident',
    id,
    resolvedAt ?? acknowledgedAt ?? startedAt,
    {
      title: story.title,
      severity: story.severity,
      status: statusOf(acknowledgedAt, resolvedAt),
      segments: [
        {
          startedAt: iso(startedAt),
          ...(resolvedAt && { endedAt: iso(resolvedAt) }),
        },
      ],
      ...(acknowledgedAt && { acknowledgedAt: iso(acknowledgedAt) }),
      ...(resolvedAt && { resolvedAt: iso(resolvedAt) }),
      impact: story.impact,
      commander: 'user:default/engineer-one',
      cause: story.cause,
      noise: 'none',
      url: `https://incidents.example.com/${id}`,
    },
  );
  const held =
    resolvedAt &&
    story.review &&
    reached(t, plus(resolvedAt, story.review.afterDays * 24 * 60));
  return held ? [record, review(entityRef, id, story, held)] : [record];
}

function review(
  entityRef: string,
  id: string,
  story: IncidentStory,
  heldAt: number,
): EvidenceInput {
  const due = plus(heldAt, 14 * 24 * 60);
  return teller(entityRef, 'post-mortems')('review', id, heldAt, {
    incident: id,
    status: 'completed',
    completedAt: iso(heldAt),
    summary: story.title,
    rootCause: story.cause.replaceAll('-', ' '),
    actionItems: [
      {
        id: `${id}-1`,
        title: `Make ${story.cause.replaceAll('-', ' ')} impossible`,
        type: 'prevent',
        owner: 'user:default/engineer-one',
        dueAt: iso(due),
        ...(story.review?.actionsDone && { doneAt: iso(heldAt) }),
      },
      {
        id: `${id}-2`,
        title: 'Alert before customers notice',
        type: 'detect',
        owner: 'user:default/sre-lead',
        dueAt: iso(due),
        ...(story.review?.actionsDone && { doneAt: iso(heldAt) }),
      },
    ],
    lessons: ['What was learned is in the runbook now'],
  });
}

/** The instant, when it has come. */
function reached(t: Timeline, instant: number): number | undefined {
  return instant <= t.now ? instant : undefined;
}

function statusOf(acknowledgedAt?: number, resolvedAt?: number): string {
  if (resolvedAt) return 'resolved';
  return acknowledgedAt ? 'acknowledged' : 'triggered';
}
