import {
  EvidenceInput,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { Format, FormatContext } from '../Format';
import { FormatFile } from '../FormatFile';
import { read } from '../incidents/testing';
import { detectFormat } from '../registry';
import { auditCsv } from './auditCsv';
import { auditMarkdown } from './auditMarkdown';
import { oscalPoam } from './oscalPoam';
import { oscalResults } from './oscalResults';
import { sarifAudit } from './sarifAudit';

function audits(
  format: Format,
  content: unknown,
  context: Partial<FormatContext> = {},
): EvidencePayload<'audit'>[] {
  return read(format, content, context)
    .items.filter(
      (item): item is EvidenceInput<'audit'> => item.kind === 'audit',
    )
    .map(({ payload }) => payload);
}

const report = (front: string, body = '') =>
  `---\n${front}\n---\n# Audit\n${body}`;

const front = `type: security
standard: ISO 27001
auditor: Acme Audits
completedAt: 2026-02-01
outcome: passed with findings
nextDueAt: 2026-03-01`;

const table = `
## Findings

| ID | Title | Severity | Due | Closed | Status |
| --- | --- | --- | --- | --- | --- |
| F-1 | Keys \\| secrets in logs | High | 2026-02-10 | 2026-02-05 | |
| F-2 | Old TLS | moderate | 2026-04-01 | - | open |
| F-3 | No owner | | | | Done |
`;

describe('audit-markdown', () => {
  it('reads front matter and the table of findings', () => {
    const result = read(auditMarkdown, report(front, table));
    expect(result.items[0]).toMatchObject({
      kind: 'audit',
      externalId: 'security ISO 27001 2026-02-01T00:00:00.000Z',
      observedAt: '2026-02-01T00:00:00.000Z',
      payload: {
        type: 'security',
        standard: 'ISO 27001',
        auditor: 'Acme Audits',
        outcome: 'passed-with-findings',
        completedAt: '2026-02-01T00:00:00.000Z',
        nextDueAt: '2026-03-01T23:59:59.999Z',
        findings: [
          {
            id: 'F-1',
            title: 'Keys | secrets in logs',
            severity: 'high',
            dueAt: '2026-02-10T23:59:59.999Z',
            closedAt: '2026-02-05T00:00:00.000Z',
          },
          {
            id: 'F-2',
            title: 'Old TLS',
            severity: 'medium',
            dueAt: '2026-04-01T23:59:59.999Z',
          },
          {
            id: 'F-3',
            title: 'No owner',
            closedAt: '2026-03-10T12:00:00.000Z',
          },
        ],
      },
    });
    expect(result.warnings).toEqual([]);
  });

  it('takes days in the zone of whoever wrote them', () => {
    const [audit] = audits(auditMarkdown, report(front), {
      timeZone: 'Europe/Berlin',
    });
    expect(audit.completedAt).toBe('2026-01-31T23:00:00.000Z');
  });

  it.each([
    ['passed', 'passed'],
    ['PASS', 'passed'],
    ['failed', 'failed'],
    ['in progress', 'in-progress'],
    ['scheduled', 'scheduled'],
  ])('outcome %s is %s', (text, outcome) => {
    const [audit] = audits(
      auditMarkdown,
      report(`type: access review\noutcome: ${text}\ncompletedAt: 2026-02-01`),
    );
    expect(audit).toMatchObject({ type: 'access-review', outcome });
  });

  it('warns of findings that are not listed', () => {
    const result = read(
      auditMarkdown,
      report('type: internal\noutcome: failed\ndate: 2026-02-01'),
    );
    expect(result.warnings).toEqual([
      'the outcome is failed, but no findings are listed',
    ]);
  });

  it.each([
    ['no front matter', '# Security audit\nAll fine.', 'no front matter'],
    [
      'no outcome',
      report('type: security\ncompletedAt: 2026-02-01'),
      'the outcome is not said',
    ],
    [
      'an unknown outcome',
      report('type: security\noutcome: great\ncompletedAt: 2026-02-01'),
      'outcome "great" is not known',
    ],
    [
      'no kind',
      report('outcome: passed\ncompletedAt: 2026-02-01'),
      'the kind of audit is not said',
    ],
    [
      'an unknown kind',
      report('type: vibes\noutcome: passed\ncompletedAt: 2026-02-01'),
      'vibes is no kind of audit',
    ],
    [
      'no date',
      report('type: security\noutcome: passed'),
      'completedAt is not said',
    ],
    [
      'a time without zone',
      report('type: security\noutcome: passed\ncompletedAt: 2026-02-01 10:00'),
      'carries no zone',
    ],
    [
      'a table without ids',
      report(
        front,
        '\n## Findings\n\n| Topic | Risk |\n| --- | --- |\n| a | high |\n',
      ),
      'the table of findings needs columns',
    ],
    [
      'a finding without title',
      report(
        front,
        '\n## Findings\n\n| ID | Title | Risk |\n| --- | --- | --- |\n| F-1 | | high |\n',
      ),
      'a finding has no title',
    ],
    ['an empty file', '', 'the file is empty'],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(auditMarkdown, content)).toThrow(message);
  });
});

describe('audit-findings-csv', () => {
  const csv = 'id,title,severity,due,closed\nF-1,Old TLS,high,2026-04-01,\n';

  it('is an audit under way unless the file says how it ended', () => {
    const result = read(auditCsv, csv, { scope: 'security' });
    expect(result.items[0].payload).toEqual({
      type: 'security',
      outcome: 'in-progress',
      findings: [
        {
          id: 'F-1',
          title: 'Old TLS',
          severity: 'high',
          dueAt: '2026-04-01T23:59:59.999Z',
        },
      ],
    });
    expect(result.warnings[0]).toContain('says no outcome');
  });

  it('reads kind and outcome from columns', () => {
    const [audit] = audits(
      auditCsv,
      'type;id;title;status;outcome\nexternal;1;a;closed;passed\nexternal;2;b;open;passed\n',
    );
    expect(audit).toMatchObject({
      type: 'external',
      outcome: 'passed',
      completedAt: '2026-03-10T12:00:00.000Z',
      findings: [
        { id: '1', closedAt: '2026-03-10T12:00:00.000Z' },
        { id: '2' },
      ],
    });
  });

  it.each([
    ['no kind', csv, {}, 'the kind of audit is not said'],
    [
      'two kinds',
      'type,id,title,status\nexternal,1,a,open\ninternal,2,b,open\n',
      {},
      'column type has several values',
    ],
    [
      'other columns',
      'name,age\nx,1\n',
      { scope: 'security' },
      'expected columns for id, title',
    ],
    ['an empty file', '', {}, 'the file is empty'],
  ])('refuses %s', (_, content, context, message) => {
    expect(() => read(auditCsv, content, context)).toThrow(message);
  });
});

const metadata = {
  title: 'NIST 800-53 Moderate',
  'last-modified': '2026-02-20T00:00:00Z',
  version: '1',
  'oscal-version': '1.1.2',
};

const risk = (uuid: string, rest: Record<string, unknown> = {}) => ({
  uuid,
  title: `risk ${uuid}`,
  status: 'open',
  deadline: '2026-05-01T00:00:00Z',
  ...rest,
});

describe('oscal-assessment-results', () => {
  const finding = (target: string, state: string) => ({
    uuid: `f-${target}`,
    title: `finding on ${target}`,
    target: { type: 'objective-id', 'target-id': target, status: { state } },
  });
  const results = (findings: unknown[], risks: unknown[] = []) => ({
    'assessment-results': {
      uuid: 'ar-1',
      metadata,
      results: [
        {
          uuid: 'r-1',
          title: 'February',
          start: '2026-02-01T00:00:00Z',
          end: '2026-02-02T00:00:00Z',
          findings,
          risks,
        },
      ],
    },
  });

  it('reads a control as met only when all its objectives are', () => {
    const { items } = read(
      oscalResults,
      results([
        finding('ac-1_obj.a', 'satisfied'),
        finding('ac-1_obj.b', 'not-satisfied'),
        finding('ac-2_smt', 'satisfied'),
        finding('ac-3', 'somewhat'),
      ]),
    );
    const controls = items.filter(({ kind }) => kind === 'control');
    expect(controls.map(({ payload }) => payload)).toEqual([
      {
        framework: 'NIST 800-53 Moderate',
        control: 'ac-1',
        status: 'not-met',
        checkedAt: '2026-02-02T00:00:00.000Z',
        detail: 'finding on ac-1_obj.b',
      },
      {
        framework: 'NIST 800-53 Moderate',
        control: 'ac-2',
        status: 'met',
        checkedAt: '2026-02-02T00:00:00.000Z',
      },
      {
        framework: 'NIST 800-53 Moderate',
        control: 'ac-3',
        status: 'not-met',
        checkedAt: '2026-02-02T00:00:00.000Z',
        detail: 'finding on ac-3',
      },
    ]);
    expect(controls[0].externalId).toContain('2026-02-02');
  });

  it('names the framework without the month of the report', () => {
    const content = results([finding('ac-1', 'satisfied')]);
    content['assessment-results'].metadata = {
      ...metadata,
      title: 'NIST 800-53 Moderate, February 2026',
    };
    const { items } = read(oscalResults, content);
    expect(items.map(({ payload }) => payload)).toMatchObject([
      { framework: 'NIST 800-53 Moderate' },
      { standard: 'NIST 800-53 Moderate' },
    ]);
  });

  it.each([
    ['all satisfied', [finding('ac-1', 'satisfied')], [], 'passed'],
    [
      'all satisfied with a risk',
      [finding('ac-1', 'satisfied')],
      [risk('1')],
      'passed-with-findings',
    ],
    ['one not satisfied', [finding('ac-1', 'not-satisfied')], [], 'failed'],
  ])('%s: the audit is %s', (_, findings, risks, outcome) => {
    expect(audits(oscalResults, results(findings, risks))[0].outcome).toBe(
      outcome,
    );
  });

  it('reads risks as findings, with the entry that closed them', () => {
    const closed = risk('2', {
      status: 'closed',
      'risk-log': {
        entries: [{ start: '2026-02-10T00:00:00Z', 'status-change': 'closed' }],
      },
    });
    const [audit] = audits(
      oscalResults,
      results([finding('ac-1', 'satisfied')], [risk('1'), closed]),
      { scope: 'external' },
    );
    expect(audit).toMatchObject({
      type: 'external',
      findings: [
        { id: '1', dueAt: '2026-05-01T00:00:00.000Z', closedAt: null },
        { id: '2', closedAt: '2026-02-10T00:00:00.000Z' },
      ],
    });
  });

  it.each([
    ['a result without findings', results([]), 'no control was assessed'],
    [
      'no result',
      { 'assessment-results': { uuid: 'x', metadata, results: [] } },
      'Too small',
    ],
    [
      'a newer OSCAL',
      {
        'assessment-results': {
          uuid: 'x',
          metadata: { ...metadata, 'oscal-version': '2.0.0' },
          results: [],
        },
      },
      'OSCAL 2.0.0 is not known',
    ],
    ['another document', { catalog: {} }, 'expected assessment-results'],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(oscalResults, content)).toThrow(message);
  });
});

describe('oscal-poam', () => {
  it('reads items with the due date of their first risk, closed when all risks are', () => {
    const result = read(oscalPoam, {
      'plan-of-action-and-milestones': {
        uuid: 'p-1',
        metadata,
        'poam-items': [
          {
            uuid: 'i-1',
            title: 'Rotate keys',
            description: 'every quarter',
            'related-risks': [{ 'risk-uuid': '1' }, { 'risk-uuid': '2' }],
          },
          {
            uuid: 'i-2',
            title: 'Patch',
            'related-risks': [{ 'risk-uuid': '2' }],
          },
          { title: 'Write it down' },
          {
            title: 'Of a risk that is not there',
            'related-risks': [{ 'risk-uuid': '2' }, { 'risk-uuid': '3' }],
          },
        ],
        risks: [
          risk('1'),
          risk('2', { status: 'closed', deadline: '2026-04-01T00:00:00Z' }),
        ],
      },
    });
    expect(result.items[0]).toMatchObject({
      observedAt: '2026-02-20T00:00:00.000Z',
      payload: {
        type: 'internal',
        outcome: 'in-progress',
        findings: [
          {
            id: 'i-1',
            title: 'Rotate keys',
            dueAt: '2026-04-01T00:00:00.000Z',
            remediation: 'every quarter',
          },
          { id: 'i-2', closedAt: '2026-02-20T00:00:00.000Z' },
          { id: 'item 3' },
          { id: 'item 4' },
        ],
      },
    });
    expect(result.items[0].payload).not.toHaveProperty('findings.0.closedAt');
    expect(result.items[0].payload).not.toHaveProperty('findings.2.closedAt');
    expect(result.items[0].payload).not.toHaveProperty('findings.3.closedAt');
  });

  it('refuses another document', () => {
    expect(() => read(oscalPoam, { 'assessment-results': {} })).toThrow(
      'expected plan-of-action-and-milestones',
    );
  });
});

describe('sarif-audit', () => {
  const log = (results: unknown, rest: Record<string, unknown> = {}) => ({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Checker' } },
        invocations: [
          { executionSuccessful: true, endTimeUtc: '2026-03-01T00:00:00Z' },
        ],
        results,
        ...rest,
      },
    ],
  });
  const result = (level: string, rest: Record<string, unknown> = {}) => ({
    ruleId: 'rule',
    level,
    message: { text: 'found' },
    ...rest,
  });

  it.each([
    ['nothing found', [], 'passed'],
    [
      'only suppressed ones',
      [result('error', { suppressions: [{ kind: 'inSource' }] })],
      'passed',
    ],
    ['warnings', [result('warning')], 'passed-with-findings'],
    ['errors', [result('error'), result('warning')], 'failed'],
    ['a severity that is not known', [result('strange')], 'failed'],
  ])('%s: %s', (_, results, outcome) => {
    expect(audits(sarifAudit, log(results))[0]).toMatchObject({
      type: 'security',
      auditor: 'Checker',
      completedAt: '2026-03-01T00:00:00.000Z',
      outcome,
    });
  });

  it('refuses a run that broke off', () => {
    expect(() => read(sarifAudit, log(undefined))).toThrow(
      'the run of Checker is not complete',
    );
  });
});

describe('detection', () => {
  const fileOf = (sample: unknown) =>
    FormatFile.of(typeof sample === 'string' ? sample : JSON.stringify(sample));
  it.each([
    ['audit-markdown', report(front)],
    ['audit-findings-csv', '"ID","Title","Severity"\n'],
    ['oscal-assessment-results', { 'assessment-results': {} }],
    ['oscal-poam', { 'plan-of-action-and-milestones': {} }],
    ['support-tickets-csv', 'id,priority,created,first response,resolved\n'],
    [
      'support-tickets-json',
      [
        {
          priority: 'P1',
          openedAt: 'x',
          firstResponseAt: null,
          resolvedAt: null,
        },
      ],
    ],
    ['sarif', { version: '2.1.0', runs: [{ tool: {} }] }],
    [undefined, '# Audit\n\nAll is fine.\n'],
    [undefined, '---\ntitle: Notes\n---\n'],
    [undefined, 'name,age\nx,1\n'],
  ])('takes a file for %s', (id, sample) => {
    expect(detectFormat(fileOf(sample))?.id).toBe(id);
  });
});
