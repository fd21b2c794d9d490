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
}

function frontMatterOf(text: string): { frontMatter: unknown; body: string } {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?/.exec(text);
  if (!match) return { frontMatter: undefined, body: text };
  try {
    return { frontMatter: parse(match[1]), body: text.slice(match[0].length) };
  } catch {
    return { frontMatter: undefined, body: text };
  }
}

/** Takes a Markdown document apart by its headings; code fences are left alone. */
export function markdownSections(text: string): MarkdownDocument {
  const { frontMatter, body } = frontMatterOf(text);
  const sections = new Map<string, string>();
  let title: string | undefined;
  let current: string | undefined;
  let fenced = false;
  for (const line of body.split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (heading && heading[1] === '#') {
      title ??= heading[2];
      current = undefined;
    } else if (heading) {
      current = heading[2].toLowerCase();
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
  };
}
