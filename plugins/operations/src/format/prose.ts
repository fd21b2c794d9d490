import { formatDuration } from './duration';
import { formatDay, formatInstant } from './time';

const instants =
  /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})/g;
const days = /(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])/g;
const durations =
  /\bP(?=T?\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?\b/g;

/** A sentence for people: instants in the reader's zone, dates and lengths of time in words. @internal */
export function formatProse(sentence: string): string {
  return sentence
    .replace(instants, at => formatInstant(at))
    .replace(days, formatDay)
    .replace(durations, formatDuration);
}
