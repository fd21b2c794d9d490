import {
  TroublePoint,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { instantOf } from '../shared/instants';
import { shaped } from '../shared/shape';

const user = z
  .looseObject({ login: z.string(), type: z.string().nullish() })
  .nullish();

const event = z.looseObject({
  event: z.string().nullish(),
  created_at: z.string().nullish(),
  actor: user,
  user,
  label: z.looseObject({ name: z.string().nullish() }).nullish(),
});

type Event = z.infer<typeof event>;
type User = z.infer<typeof user>;

/** What the timeline of an issue tells of an incident. */
export interface GithubTimeline {
  /** When it was closed and opened again; that it was opened at all is not an event. */
  changes: TroublePoint[];
  /** ISO 8601, UTC. */
  acknowledgedAt?: string;
}

const isPerson = (one: User) =>
  one !== null &&
  one !== undefined &&
  one.type !== 'Bot' &&
  !one.login.endsWith('[bot]');

/** A label by which somebody says that they have taken the incident. */
function isAcknowledgement({ label }: Event): boolean {
  return /^(?:(?:status|state|incident)[:/ ]\s*)?(?:ack|acked|acknowledged)$/i.test(
    label?.name ?? '',
  );
}

/**
 * Reads the timeline of an issue (REST API, `issues/{number}/timeline`).
 *
 * @remarks
 * The first of these is the acknowledgement: the label `acknowledged` is given, whoever gives it; or a person other than the author
 * comments, or is the one who assigns it. What a bot writes acknowledges nothing, and neither does the author by writing on.
 */
export function readGithubTimeline(
  format: string,
  events: readonly unknown[],
  author: User,
): GithubTimeline {
  const read = shaped(format, z.array(event), events).flatMap(one => {
    const at = instantOf(format, one.created_at);
    return at === undefined ? [] : [{ ...one, at }];
  });
  const isOther = (one: User) => isPerson(one) && one?.login !== author?.login;
  const acknowledgements = read.filter(one => {
    if (one.event === 'labeled') return isAcknowledgement(one);
    if (one.event === 'commented') return isOther(one.user ?? one.actor);
    return one.event === 'assigned' && isOther(one.actor);
  });
  const first = acknowledgements
    .map(({ at }) => at)
    .sort((a, b) => toMillis(a) - toMillis(b))[0];
  return {
    changes: read.flatMap(({ event: type, at }): TroublePoint[] => {
      if (type === 'closed') return [{ at: toMillis(at), type: 'end' }];
      return type === 'reopened' ? [{ at: toMillis(at), type: 'begin' }] : [];
    }),
    ...(first ? { acknowledgedAt: first } : {}),
  };
}
