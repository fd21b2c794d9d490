import {
  EvidencePayload,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { DateTime } from 'luxon';
import { clipped, webUrl } from '../shared/text';

type ActionItem = NonNullable<EvidencePayload<'review'>['actionItems']>[number];

const types: readonly [RegExp, NonNullable<ActionItem['type']>][] = [
  [/^prevent(ion)?( recurrence)?\b/i, 'prevent'],
  [/^(improve )?detect(ion)?\b/i, 'detect'],
  [/^(improve )?document(ation)?\b/i, 'document'],
  [/^(improve )?train(ing)?\b/i, 'train'],
];

/** The questions that the template asks where an answer belongs. */
const question = /^\([^)]*\?\)$/;

/** A day is over at its end, in the zone of whoever wrote it. */
function endOfDay(date: string | undefined, zone: string): string | undefined {
  if (!date) return undefined;
  const day = DateTime.fromISO(date, { zone });
  return day.isValid ? toIso(day.endOf('day').toMillis()) : undefined;
}

function noted(text: string, name: string): string | undefined {
  return new RegExp(`\\b${name}:?\\s+(\\d{4}-\\d\\d-\\d\\d)`, 'i').exec(
    text,
  )?.[1];
}

/**
 * One line `- [ ] Prevent recurrence: what to do (owner: name, due: 2026-03-01)` of a review.
 *
 * @param line - the line of the list
 * @param id - names the item within its review
 * @param read - the zone of dates, and when the file was read: an item that is ticked without a date was done by then
 * @returns undefined when it is no item, or only the template's own question
 */
export function actionItemOf(
  line: string,
  id: string,
  read: { zone: string; at: string },
): ActionItem | undefined {
  const match = /^\s*[-*+]\s+\[([ xX])\]\s+(.*\S)\s*$/.exec(line);
  if (!match) return undefined;
  const [, box, text] = match;
  const label = /^([^:]{1,40}):\s*/.exec(text)?.[0] ?? '';
  const type = types.find(([pattern]) => pattern.test(text))?.[1];
  const rest = type && label ? text.slice(label.length) : text;
  if (rest === '' || question.test(rest)) return undefined;
  const owner =
    /\bowner:\s*@?([\w./:-]+)/i.exec(rest)?.[1] ??
    /(?:^|\s)@([\w./-]+)/.exec(rest)?.[1];
  const dueAt = endOfDay(noted(rest, 'due'), read.zone);
  const doneOn = noted(rest, 'done');
  const done = box !== ' ' || doneOn !== undefined;
  const link = /https?:\/\/[^\s)>\]]+/.exec(rest)?.[0];
  const url = webUrl(link);
  const ended = endOfDay(doneOn, read.zone);
  return {
    id,
    title: clipped(rest, 500),
    ...(type ? { type } : {}),
    ...(owner ? { owner } : {}),
    ...(dueAt ? { dueAt } : {}),
    ...(done ? { doneAt: ended && ended < read.at ? ended : read.at } : {}),
    ...(url ? { url } : {}),
  };
}
