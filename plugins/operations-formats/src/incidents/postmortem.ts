import {
  canonicalDigest,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { DateTime } from 'luxon';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { FormatFile } from '../FormatFile';
import { actionItemOf } from './actionItem';
import { actionLines } from './actionLines';
import { clipped } from '../shared/text';
import { reviewRecord } from './incidentRecord';
import { MarkdownDocument, markdownSections } from '../shared/markdownSections';

const format = 'postmortem';

const headings = [
  'incident summary',
  'root cause analysis',
  'timeline',
  'action items',
  'lessons learned',
] as const;

type Heading = (typeof headings)[number];

/** The template's own questions and blanks, which are no answers. */
const blanks = new Set([
  'what happened?',
  'when did it happen?',
  'how long did it last?',
  'who was affected?',
  'what was the triggering event?',
  'what factors contributed?',
  'what was the underlying cause? (5 whys technique)',
  'what did we learn?',
  'what should we share with other teams?',
]);

function linesOf(document: MarkdownDocument, heading: Heading): string[] {
  return (document.sections.get(heading) ?? '')
    .split('\n')
    .map(line => line.replace(/^\s*[-*+]\s+(?!\[[ xX]\])/, '').trim())
    .filter(
      line =>
        line !== '' &&
        !line.startsWith('<!--') &&
        !blanks.has(line.toLowerCase()) &&
        !/^\[Time\] - /i.test(line),
    );
}

function timelineOf(document: MarkdownDocument) {
  return linesOf(document, 'timeline').map(line => {
    const match = /^\[?([^\]]{1,60}?)\]?\s+[-–—]\s+(.*)$/.exec(line);
    return match
      ? { at: match[1].trim(), text: clipped(match[2], 2000) }
      : { at: '', text: clipped(line, 2000) };
  });
}

/** Ways in which people write the headings of the template. */
const spellings: Record<string, Heading> = {
  summary: 'incident summary',
  'root cause': 'root cause analysis',
  'root causes': 'root cause analysis',
  actions: 'action items',
  'lessons learnt': 'lessons learned',
  lessons: 'lessons learned',
  ...Object.fromEntries(headings.map(heading => [heading, heading])),
};

/**
 * The text with its headings as the template writes them.
 *
 * @remarks Whatever their level, number or ornament, or in bold; deeper headings inside a section stay part of it.
 */
function normalised(text: string): string {
  let level = 0;
  let fenced = false;
  const lines = text.split(/\r?\n/).map(line => {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (fenced) return line;
    const [, hashes = '', words] =
      /^(#{1,6})\s+(.*?)\s*#*$/.exec(line) ??
      /^()\*\*([^*]+)\*\*:?\s*$/.exec(line) ??
      [];
    if (words === undefined) return line;
    const name = words.toLowerCase().replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
    if (Object.hasOwn(spellings, name)) {
      level = hashes.length || 6;
      return `## ${spellings[name]}`;
    }
    return hashes && level > 0 && hashes.length > level ? words : line;
  });
  return lines.join('\n');
}

function isPostmortem(file: FormatFile): boolean {
  const text = file.text;
  if (text === undefined || file.json !== undefined) return false;
  const { sections } = markdownSections(normalised(text));
  const found = headings.filter(heading => sections.has(heading)).length;
  return sections.has('action items') && found >= 3;
}

function incidentId({ frontMatter, title, body }: MarkdownDocument) {
  const { incident } = frontMatter;
  if (typeof incident === 'string' || typeof incident === 'number') {
    return String(incident);
  }
  const line = /^[-* \t]*incident(?: id)?\**:\**[ \t]*(\S+)[ \t]*$/im.exec(
    body,
  )?.[1];
  return line ?? /\b([A-Z][A-Z0-9]*-\d+)\b/.exec(title ?? '')?.[1];
}

/** A name of its own for a review that names no incident; the same as long as its title or first line is. */
function unnamed(document: MarkdownDocument): string {
  const [line = ''] = linesOf(document, 'incident summary');
  const about = document.title ?? line;
  return `unnamed-${canonicalDigest(about).slice(0, 12)}`;
}

/** A front matter date: YAML gives text or, unquoted and complete, may give a date. */
function dated(value: unknown, zone: string): string | undefined {
  const text = value instanceof Date ? value.toISOString() : value;
  if (typeof text !== 'string') return undefined;
  const at = DateTime.fromISO(text, { zone });
  return at.isValid ? toIso(at.toMillis()) : undefined;
}

function completion(
  document: MarkdownDocument,
  missing: readonly Heading[],
  context: FormatContext,
) {
  const { frontMatter } = document;
  const zone = context.timeZone ?? 'UTC';
  const observed = context.observedAt ?? toIso(context.now);
  const stated =
    typeof frontMatter.status === 'string'
      ? frontMatter.status.trim().toLowerCase()
      : undefined;
  const finished = ['completed', 'complete', 'done', 'published', 'final'];
  const done = stated === undefined ? true : finished.includes(stated);
  const at = dated(
    frontMatter.completedAt ?? frontMatter.completed ?? frontMatter.date,
    zone,
  );
  return done && missing.length === 0
    ? { status: 'completed', completedAt: at ?? observed }
    : { status: stated && !done ? stated : 'draft' };
}

/**
 * A post-mortem in Markdown, in the template of the Phase 08 document.
 *
 * @remarks
 * It is complete when every section holds more than the template's questions and its front matter does not say otherwise. The incident is
 * named by front matter (`incident: INC-1`), by a line `Incident: INC-1`, or in the title; a review of none is kept, with a warning.
 * @public
 */
export const postmortem: Format = {
  id: format,
  title: 'Post-mortem in Markdown',
  tool: 'markdown',
  versions: 'the template of the Phase 08 document',
  mediaTypes: ['text/markdown', 'text/plain'],
  detect: isPostmortem,
  parse(file, context) {
    const text = file.requireText(format);
    if (!isPostmortem(file)) {
      throw new FormatError(
        `${format}: expected the headings ${headings.join(', ')}`,
      );
    }
    const document = markdownSections(normalised(text));
    if (document.problem) {
      throw new FormatError(
        `${format}: the front matter is no YAML: ${document.problem}`,
      );
    }
    const named = incidentId(document);
    const incident = named ?? unnamed(document);
    const zone = context.timeZone ?? 'UTC';
    const at = context.observedAt ?? toIso(context.now);
    const actions = document.sections.get('action items') ?? '';
    const items = actionLines(format, actions).flatMap(
      ({ line, index }) =>
        actionItemOf(line, `${incident}/${index + 1}`, { zone, at }) ?? [],
    );
    const undated = items.filter(
      ({ title, dueAt }) => !dueAt && /\bdue\b:?\s+\S*\d/i.test(title),
    );
    const missing = headings.filter(heading =>
      heading === 'action items'
        ? items.length === 0
        : linesOf(document, heading).length === 0,
    );
    if (missing.length === headings.length) {
      throw new FormatError(`${format}: the template is not filled in`);
    }
    const summary = linesOf(document, 'incident summary').join('\n');
    const rootCause = linesOf(document, 'root cause analysis').join('\n');
    return {
      items: [
        reviewRecord(context, format, incident, at, {
          incident,
          ...completion(document, missing, context),
          summary: clipped(summary, 20_000),
          rootCause: clipped(rootCause, 20_000),
          timeline: timelineOf(document).slice(0, 500),
          actionItems: items,
          lessons: linesOf(document, 'lessons learned')
            .slice(0, 200)
            .map(line => clipped(line, 2000)),
        }),
      ],
      warnings: [
        ...(named
          ? []
          : [
              'it does not say of which incident, so it is the review of none; add front matter like "incident: INC-1"',
            ]),
        ...missing.map(heading => `the section ${heading} is not filled in`),
        ...undated.map(
          ({ title }) =>
            `the due date of "${title.slice(
              0,
              60,
            )}" is not understood; write it like due: 2026-03-01`,
        ),
      ],
    };
  },
};
