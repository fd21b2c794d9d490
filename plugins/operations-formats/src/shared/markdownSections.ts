import { parse } from 'yaml';
import { isRecord } from '../FormatFile';

/** A Markdown document in parts. */
export interface MarkdownDocument {
  /** YAML between `---` lines at the top; empty when there is none. */
  frontMatter: Record<string, unknown>;
  /** The first heading of level one. */
  title?: string;
  /** Text under each other heading, by the heading in lower case. */
  sections: Map<string, string>;
  /** Everything after the front matter. */
  body: string;
  /** Number of the body's first line in the file. */
  bodyLine: number;
  /** Why what stands between the `---` lines is no YAML; undefined when it is, or when there is none. */
  problem?: string;
}

interface FrontMatter {
  frontMatter?: unknown;
  body: string;
  problem?: string;
}

function frontMatterOf(text: string): FrontMatter {
  const match = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(\r?\n|$)/.exec(text);
  if (!match) return { body: text };
  try {
    return { frontMatter: parse(match[1]), body: text.slice(match[0].length) };
  } catch (error) {
    const [problem] = String(error).split('\n', 1);
    return { body: text, problem };
  }
}

/** No heading is longer; what is would only take long to look through. */
const LONGEST = 1000;

/** What a line like `## Findings ##` is the heading of; undefined when it is none. */
export function headingOf(
  line: string,
): { level: number; title: string } | undefined {
  if (line.length > LONGEST) return undefined;
  const [, marks, said] = /^(#{1,6})\s+(.*)$/.exec(line.trimEnd()) ?? [];
  if (marks === undefined) return undefined;
  return { level: marks.length, title: said.replace(/#+$/, '').trim() };
}

/** Takes a Markdown document apart by its headings; code fences are left alone. */
export function markdownSections(text: string): MarkdownDocument {
  const { frontMatter, body, problem } = frontMatterOf(text);
  const before = text.slice(0, text.length - body.length);
  const sections = new Map<string, string>();
  let title: string | undefined;
  let current: string | undefined;
  let fenced = false;
  for (const line of body.split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? undefined : headingOf(line);
    if (heading?.level === 1) {
      title ??= heading.title;
      current = undefined;
    } else if (heading) {
      current = heading.title.toLowerCase();
      sections.set(current, sections.get(current) ?? '');
    } else if (current !== undefined) {
      sections.set(current, `${sections.get(current)}${line}\n`);
    }
  }
  return {
    frontMatter: isRecord(frontMatter) ? frontMatter : {},
    title,
    sections,
    body,
    bodyLine: before.split('\n').length,
    ...(problem === undefined ? {} : { problem }),
  };
}
