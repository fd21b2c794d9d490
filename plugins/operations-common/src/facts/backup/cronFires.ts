import { CronExpression, CronExpressionParser } from 'cron-parser';
import { Millis } from '../../time';

const DAY = 86_400_000;
const BLOCK = 32 * DAY;
/** Leap days are at most eight years apart. */
const LONGEST_WAIT = 9 * 366 * DAY;
const MAX_BLOCKS = 2_000;

const blocks = new Map<string, readonly Millis[]>();

function compute(cron: string, timeZone: string, from: Millis): Millis[] {
  const expression = CronExpressionParser.parse(cron, {
    tz: timeZone,
    // The parser looks strictly after its date, by whole seconds.
    currentDate: new Date(from - 1_000),
  });
  const fires: Millis[] = [];
  for (;;) {
    const at = following(expression);
    if (at === undefined || at >= from + BLOCK) return fires;
    if (at >= from) fires.push(at);
  }
}

function following(expression: CronExpression): Millis | undefined {
  try {
    return expression.next().getTime();
  } catch {
    // The parser throws when it finds no further date within its limit.
    return undefined;
  }
}

function block(cron: string, timeZone: string, index: number) {
  const key = `${index} ${timeZone} ${cron}`;
  let fires = blocks.get(key);
  if (fires === undefined) {
    fires = compute(cron, timeZone, index * BLOCK);
    if (blocks.size >= MAX_BLOCKS) blocks.clear();
    blocks.set(key, fires);
  }
  return fires;
}

/**
 * The instants in `[from, to)` at which a cron expression fires in a zone.
 *
 * @remarks Remembered in blocks of days, because the same few expressions are asked for again and again.
 * @throws Error when the expression or the zone is not understood.
 * @internal
 */
export function cronFires(
  cron: string,
  timeZone: string,
  from: Millis,
  to: Millis,
): Millis[] {
  const fires: Millis[] = [];
  for (let i = Math.floor(from / BLOCK); i * BLOCK < to; i += 1) {
    for (const at of block(cron, timeZone, i)) {
      if (from <= at && at < to) fires.push(at);
    }
  }
  return fires;
}

/** The first fire strictly after an instant; undefined when the expression never fires again. @internal */
export function nextCronFire(
  cron: string,
  timeZone: string,
  after: Millis,
): Millis | undefined {
  const first = Math.floor(after / BLOCK);
  for (let i = first; (i - first) * BLOCK < LONGEST_WAIT; i += 1) {
    const fires = block(cron, timeZone, i);
    // Fires are in order: halve the range to the first one after the instant.
    let low = 0;
    let high = fires.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fires[middle] > after) high = middle;
      else low = middle + 1;
    }
    if (low < fires.length) return fires[low];
  }
  return undefined;
}

/** What a cron expression is like: why it can't be used, or the usual time from one firing to the next. @internal */
export type CronNature = { problem: string } | { period: Millis };

const natures = new Map<string, CronNature>();
const SAMPLE = 13;

function examine(cron: string, timeZone: string): CronNature {
  // `H` draws a random minute, and then the same question has two answers.
  if (/(^|[\s,])H/.test(cron)) {
    return { problem: `the schedule "${cron}" draws its time by lot` };
  }
  const fires: Millis[] = [];
  try {
    const expression = CronExpressionParser.parse(cron, {
      tz: timeZone,
      currentDate: new Date(0),
    });
    for (const date of expression.take(SAMPLE)) fires.push(date.getTime());
  } catch {
    return {
      problem: `the schedule "${cron}" in zone "${timeZone}" is not understood`,
    };
  }
  return { period: (fires[SAMPLE - 1] - fires[0]) / (SAMPLE - 1) };
}

/** Tells whether a cron expression can be used, and how fine it is. @internal */
export function cronNature(cron: string, timeZone: string): CronNature {
  const key = `${timeZone} ${cron}`;
  let nature = natures.get(key);
  if (nature === undefined) {
    nature = examine(cron, timeZone);
    if (natures.size >= MAX_BLOCKS) natures.clear();
    natures.set(key, nature);
  }
  return nature;
}
