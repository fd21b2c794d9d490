import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { columnNamed } from '../shared/columns';
import { dayOrTime } from '../shared/days';
import { markdownSections } from '../shared/markdownSections';
import { clipped, webUrl } from '../shared/text';
import {
  auditOutcome,
  AuditPayload,
  auditRecord,
  auditType,
  isAuditType,
} from './auditRecord';
import { markdownFindings } from './markdownFindings';

const name = 'audit-markdown';

/** Keys of the front matter, by the names that people give them. */
const names = {
  id: ['id', 'audit_id', 'reference'],
  type: ['type', 'kind', 'audit_type'],
  outcome: ['outcome', 'result', 'status', 'conclusion'],
  standard: ['standard', 'framework'],
  auditor: ['auditor', 'auditors', 'performed_by'],
  startedAt: ['startedAt', 'started', 'start', 'start_date', 'begin'],
  completedAt: [
    'completedAt',
    'completed',
    'completed_on',
    'end',
    'end_date',
    'date',
    'audit_date',
  ],
  nextDueAt: [
    'nextDueAt',
    'next_due',
    'next_due_date',
    'next_audit',
    'next_review',
    'next',
  ],
  reportUrl: ['reportUrl', 'report', 'url', 'link'],
  findings: ['findings', 'issues'],
} as const;

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
    const keys = Object.keys(frontMatter);
    const type = columnNamed(names.type, keys);
    if (!type) return false;
    if (columnNamed(['outcome'], keys)) return true;
    // Much has a type and a status; of these only what is a kind of audit is one.
    const said = columnNamed(names.outcome, keys) !== undefined;
    return said && isAuditType(String(frontMatter[type]));
  },
  parse(file, context) {
    const document = markdownSections(file.requireText(name));
    const { frontMatter, problem } = document;
    if (problem) {
      throw new FormatError(`${name}: the front matter is no YAML: ${problem}`);
    }
    if (Object.keys(frontMatter).length === 0) {
      throw new FormatError(
        `${name}: the file has no front matter with type, outcome and completedAt`,
      );
    }
    const valueOf = (key: keyof typeof names): unknown => {
      const found = columnNamed(names[key], Object.keys(frontMatter));
      return found === undefined ? undefined : frontMatter[found];
    };
    const field = (key: keyof typeof names): string | undefined => {
      const value = valueOf(key);
      return value === undefined || value === null ? undefined : String(value);
    };
    const outcomeText = field('outcome');
    if (!outcomeText) throw new FormatError(`${name}: the outcome is not said`);
    const outcome = auditOutcome(name, outcomeText);
    const type = auditType(name, field('type'));
    const day = (key: keyof typeof names, edge: 'start' | 'end') =>
      dayOrTime(`${name}: ${key}`, valueOf(key), edge, context.timeZone);
    const ended = outcome !== 'scheduled' && outcome !== 'in-progress';
    const completedAt = day('completedAt', 'start');
    if (ended && !completedAt && !context.observedAt) {
      throw new FormatError(
        `${name}: the audit has ended, but completedAt is not said`,
      );
    }
    const findings = markdownFindings(
      name,
      valueOf('findings'),
      document,
      context,
    );
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
      field('id') ?? completedAt ?? day('startedAt', 'start'),
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
