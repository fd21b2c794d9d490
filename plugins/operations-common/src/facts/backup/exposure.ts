import { Millis } from '../../time';
import { earliestAfter, inWindow, Window } from '../select';
import { ago } from './freshness';
import { Length } from './BackupPolicy';
import { Check, exactCheck } from './Check';
import { endOf } from './BackupRun';
import { Dataset, lastGood } from './Dataset';
import { unlessNotKnown } from './notKnownWhole';

/** How much data could have been lost, in milliseconds. @internal */
export interface Exposure {
  /** Since the recovery point of the newest usable backup; undefined when there is none. */
  now?: Millis;
  /** The longest in the window, the present one included. */
  worst?: Millis;
  /** The end of each exposure in the window, with its length. */
  past: { endedAt: Millis; length: Millis }[];
}

/**
 * What a disaster would have cost at the worst moment of a window.
 *
 * @remarks Just before a backup becomes available, the one before it is all there is: exposure = available(i+1) − recoveryPoint(i).
 * @internal
 */
export function exposure(dataset: Dataset, window: Window): Exposure {
  const good = dataset.runs
    .filter(run => run.good)
    .sort((a, b) => a.availableAt - b.availableAt);
  const past: Exposure['past'] = [];
  let point: Millis | undefined;
  for (const run of good) {
    if (point !== undefined && inWindow(window, run.availableAt)) {
      past.push({ endedAt: run.availableAt, length: run.availableAt - point });
    }
    point = Math.max(point ?? -Infinity, run.recoveryPoint);
  }
  const last = lastGood(dataset, window.to);
  if (last === undefined) return { past };
  const present = Math.max(0, window.to - last.recoveryPoint);
  let worst = present;
  for (const { length } of past) worst = Math.max(worst, length);
  return { now: present, worst, past };
}

function judge(dataset: Dataset, rpo: Length, window: Window): Check {
  const { now: present, past } = exposure(dataset, window);
  if (present === undefined) {
    return {
      verdict: dataset.runs.length === 0 ? 'unknown' : 'fail',
      reason: 'there is no good backup',
    };
  }
  const last = lastGood(dataset, window.to);
  const over = past.filter(({ length }) => length > rpo.millis);
  const span = window.to - window.from;
  // A breach is forgiven when the last one has left the window; until then nothing else matters.
  const lastOver = over[over.length - 1];
  const until = earliestAfter(
    window.to,
    lastOver
      ? [lastOver.endedAt + span + 1]
      : [window.to - present + rpo.millis + 1, last && endOf(last)],
  );
  const longest = Math.max(present, ...over.map(({ length }) => length));
  return {
    ...(longest <= rpo.millis
      ? {
          verdict: 'pass',
          reason: `never more than ${rpo.text} of data was at risk`,
        }
      : {
          verdict: 'fail',
          reason: `${ago(0, longest)} of data was at risk, allowed is ${
            rpo.text
          }`,
        }),
    ...(until === undefined ? {} : { until }),
  };
}

/**
 * Whether no more data could have been lost than the policy's recovery point objective allows; undefined without one.
 *
 * @param span - length of the look-back in milliseconds
 * @internal
 */
export function rpoKept(
  dataset: Dataset,
  span: Millis,
  now: Millis,
): Check | undefined {
  const { rpo } = dataset.policy;
  if (rpo === undefined) return undefined;
  const kept = unlessNotKnown((one, instant) =>
    exactCheck(at => judge(one, rpo, { from: at - span, to: at }), instant),
  );
  return kept(dataset, now);
}
