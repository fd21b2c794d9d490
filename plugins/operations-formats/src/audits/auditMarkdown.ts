import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { columnName } from '../shared/csv';
import { dayOrTime } from '../shared/days';
import { markdownSections } from '../shared/markdownSections';
import { observation } from '../shared/records';
import { clipped, webUrl } from '../shared/text';
import {
  AuditFinding,
  auditOutcome,
  AuditPayload,
  auditRecord,
  auditType,
} from './auditRecord';
import { findingOfRow, hasFindingColumns } from './findingRow';

const name = 'audit-markdown';

/**
 * The report of an audit in Markdown: front matter with type, outcome and date, and a table under a heading "Findings".
 *
 * @remarks
 * This is the Phase 07 document's `audits/security.md`. The outcome has to be said; a report without one is refused. A table whose
 * columns are not understood is refused too, since leaving findings out would flatter.
 * @public
 */
export const auditMarkdown: Format = {
  id: name,
  title: 'Audit report in Markdown',
  tool: 'audits/*.md',
  versions: 'front matter and a table of findings',
  mediaTypes: ['text/markdown'],
  detect: ({ text }) => {
    if (!text?.startsWith('---')) return false;
    const { frontMatter } = markdownSections(text);
    return 'outcome' in frontMatter && 'type' in frontMatter;
  },
  parse(file, context) {
    const { frontMatter, sections } = markdownSections(file.requireText(name));
    if (Object.keys(frontMatter).length === 0) {
      throw new FormatError(
        `${name}: the file has no front matter with type, outcome and completedAt`,
      );
    }
    const field = (key: string): string | undefined => {
      const value = frontMatter[key];
      return value === undefined || value === null ? undefined : String(value);
    };
    const outcomeText = field('outcome');
    if (!outcomeText) throw new FormatError(`${name}: the outcome is not said`);
    const outcome = auditOutcome(name, outcomeText);
    const type = auditType(name, field('type'));
    const day = (key: string, edge: 'start' | 'end') =>
      dayOrTime(name, frontMatter[key], edge, context.timeZone);
    const ended = outcome !== 'scheduled' && outcome !== 'in-progress';
    const completedAt = day('completedAt', 'start') ?? day('date', 'start');
    if (ended && !completedAt && !context.observedAt) {
      throw new FormatError(
        `${name}: the audit has ended, but completedAt is not said`,
      );
    }
    const findings = findingsOf(sections, context);
    const warnings =
      outcome !== 'passed' && ended && findings.length === 0
        ? [`the outcome is ${outcome}, but no findings are listed`]
        : [];
    const payload: AuditPayload = {
      type,
      outcome,
      ...optional('standard', clip(field('standard'))),
      ...optional('auditor', clip(field('auditor'))),
      ...optional('startedAt', day('startedAt', 'start')),
      ...optional('completedAt', ended ? completedAt : undefined),
      ...optional('nextDueAt', day('nextDueAt', 'end')),
      ...optional('reportUrl', webUrl(field('reportUrl'))),
      findings,
    };
    const key = [
      type,
      field('standard'),
      completedAt ?? day('startedAt', 'start'),
    ];
    return {
      items: [
        auditRecord(context, name, key.filter(Boolean).join(' '), payload),
      ],
      warnings,
    };
  },
};

function clip(text: string | undefined): string | undefined {
  return text && clipped(text, 253);
}

function optional<K extends keyof AuditPayload>(
  key: K,
  value: AuditPayload[K],
): Partial<AuditPayload> {
  return value === undefined ? {} : { [key]: value };
}

function findingsOf(
  sections: ReadonlyMap<string, string>,
  context: FormatContext,
): AuditFinding[] {
  const heading = [...sections.keys()].find(title =>
    /\bfindings\b/.test(title),
  );
  const lines = (sections.get(heading ?? '') ?? '')
    .split('\n')
    .filter(line => line.trim().startsWith('|'))
    .map(cellsOf);
  const [head, , ...rows] = lines;
  if (!head) return [];
  const columns = head.map(columnName);
  if (!hasFindingColumns(columns)) {
    throw new FormatError(
      `${name}: the table of findings needs columns for id, title and severity, due or status; it has ${columns.join(
        ', ',
      )}`,
    );
  }
  const read = { zone: context.timeZone, at: observation(context) };
  return rows.map(cells => {
    const row = Object.fromEntries(
      columns.map((column, index) => [column, cells[index] ?? '']),
    );
    return findingOfRow(name, row, read);
  });
}

/** The cells of `| a | b |`; a pipe behind a backslash is text. */
function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.replace(/\\\|/g, '|').trim());
}
