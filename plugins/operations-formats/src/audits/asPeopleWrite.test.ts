import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { FormatFile } from '../FormatFile';
import { detectFormat } from '../registry';
import { auditCsv } from './auditCsv';
import { auditMarkdown } from './auditMarkdown';

const context = {
  entityRef: 'component:default/shop',
  now: Date.UTC(2026, 2, 10),
  observedAt: '2026-03-01T00:00:00Z',
  scope: 'security',
};

function read(format: Format, text: string) {
  const file = FormatFile.of(text);
  expect(detectFormat(file)?.id).toBe(format.id);
  const [item] = format.parse(file, context).items;
  return item.payload as Record<string, unknown>;
}

const report = (front: string, body = '') => `---\n${front}\n---\n\n${body}`;

describe('reports in Markdown', () => {
  it.each<[string, string, object]>([
    [
      'keys in snake case',
      'audit_type: pentest\nresult: Passed with findings\ncompleted_on: 2026-02-03\nnext_due: 2026-05-03',
      {
        type: 'penetration-test',
        outcome: 'passed-with-findings',
        completedAt: '2026-02-03T00:00:00.000Z',
        nextDueAt: '2026-05-03T23:59:59.999Z',
      },
    ],
    [
      'a status where the kind is one of audits',
      'type: Security audit\nstatus: passed\ndate: 2026-02-03',
      { type: 'security', outcome: 'passed' },
    ],
  ])('with %s', (_, front, expected) => {
    expect(read(auditMarkdown, report(front))).toMatchObject(expected);
  });

  it('leave documents with a type and a status alone', () => {
    const text = report('type: runbook\nstatus: passed');
    expect(detectFormat(FormatFile.of(text))).toBeUndefined();
  });

  const front = 'type: security\noutcome: passed\ncompletedAt: 2026-02-03';

  it.each<[string, string, object[]]>([
    [
      'a list in the front matter',
      report(
        `${front}\nfindings:\n  - id: S-1\n    title: Old cipher\n    severity: critical\n    dueAt: 2026-02-12T00:00:00Z\n    closed: 2026-02-10`,
      ),
      [
        {
          id: 'S-1',
          severity: 'critical',
          dueAt: '2026-02-12T00:00:00.000Z',
          closedAt: '2026-02-10T00:00:00.000Z',
        },
      ],
    ],
    [
      'a table under another heading',
      report(
        front,
        '### Open issues\n\n| # | Issue | Risk Level | Target date |\n|:-:|:--|:-:|--:|\n| 1 | Old account | low | 2026-06-01 |\n',
      ),
      [{ id: '1', title: 'Old account', severity: 'low' }],
    ],
    [
      'a table above the first heading',
      report(
        front,
        '# Audit\n\n| ID | Finding | Severity |\n| --- | --- | --- |\n| 1 | A | High |\n',
      ),
      [{ id: '1', severity: 'high' }],
    ],
    [
      'two tables',
      report(
        front,
        '## Findings\n\n| id | title | severity |\n|---|---|---|\n| 1 | a | low |\n\nFrom the retest:\n\n| id | title | severity |\n|---|---|---|\n| 2 | b | low |\n',
      ),
      [{ id: '1' }, { id: '2' }],
    ],
    [
      'tasks',
      report(front, '## Findings\n\n- [ ] F-1 Old cipher\n- [x] Old account\n'),
      [{ id: 'F-1' }, { id: 'task 2', closedAt: context.observedAt }],
    ],
    [
      'no table of controls',
      report(
        front,
        '## Controls\n\n| ID | Name | Status |\n|---|---|---|\n| CC1 | Doors | met |\n\n## Findings\n\n- None\n',
      ),
      [],
    ],
    [
      'a table whose rows begin without a pipe, with Windows line ends',
      report(
        front,
        '## Findings\n\nSeverity | Due | ID | Title\n--- | :-: | --- | ---\nHigh | 2026-02-01 | F-1 | Weak cipher\n',
      ).replaceAll('\n', '\r\n'),
      [{ id: 'F-1', severity: 'high', dueAt: '2026-02-01T23:59:59.999Z' }],
    ],
    [
      'a heading of the first level after others',
      report(
        front,
        '# Report\n\n## Scope\n\nAll.\n\n# Findings\n\n| ID | Title | Status |\n|---|---|---|\n| F-1 | Weak | open |\n',
      ),
      [{ id: 'F-1' }],
    ],
    [
      'a heading that is underlined',
      report(front, 'Findings\n--------\n\n1. [ ] F-1 Weak cipher\n'),
      [{ id: 'F-1' }],
    ],
    [
      'tables below deeper headings',
      report(
        front,
        '## Findings\n\n### Words\n\n| Severity | Means |\n|---|---|\n| high | soon |\n\n### Network\n\n| ID | Title | Status |\n|---|---|---|\n| F-1 | Weak | open |\n',
      ),
      [{ id: 'F-1' }],
    ],
    [
      'marks of emphasis, code and links, and what is not known yet',
      report(
        front,
        '## Findings\n\n| ID | Title | Severity | Due | Closed | Status |\n|---|---|---|---|---|---|\n| [`F-1`](https://x.example/1) | A \\| B | **High** | TBD | n/a | Open |\n| F-2 | C | 🔴 Critical | 2026-02-01 | — | ✅ Closed |\n| F-3 | D | low | 2026-02-01 | 2026-01-05 | Reopened |\n',
      ),
      [
        { id: 'F-1', title: 'A | B', severity: 'high' },
        { id: 'F-2', severity: 'critical', closedAt: context.observedAt },
        { id: 'F-3', severity: 'low' },
      ],
    ],
  ])('read %s', (_, text, findings) => {
    const read_ = read(auditMarkdown, text).findings as object[];
    expect(read_).toHaveLength(findings.length);
    expect(read_).toMatchObject(findings);
  });

  it('keep a finding open that was closed once, or has no day', () => {
    const rows =
      '| F-1 | a | open | 2026-01-05 | TBD |\n| F-2 | b | in progress | 2026-01-05 | - |';
    const { findings } = read(
      auditMarkdown,
      report(
        front,
        `## Findings\n\n| ID | Title | Status | Closed | Due |\n|---|---|---|---|---|\n${rows}\n`,
      ),
    );
    for (const finding of findings as object[]) {
      expect(finding).not.toHaveProperty('closedAt');
      expect(finding).not.toHaveProperty('dueAt');
    }
  });

  it('leave what is shown as code out', () => {
    const text = report(
      front,
      '## Findings\n\nNone. A row would be:\n\n```\n| id | title | severity |\n|---|---|---|\n| 1 | a | low |\n```\n',
    );
    expect(read(auditMarkdown, text).findings).toEqual([]);
  });

  it('are two audits where they name themselves', () => {
    const ids = ['SEC-1', 'SEC-2'].map(
      id =>
        auditMarkdown.parse(
          FormatFile.of(report(`${front}\nid: ${id}`)),
          context,
        ).items[0].externalId,
    );
    expect(ids).toEqual(['security SEC-1', 'security SEC-2']);
  });

  it.each<[string, string, string]>([
    [
      'a day in another order, saying where',
      report(
        front,
        '## Findings\n\n| ID | Title | Due |\n|---|---|---|\n| F-1 | a | 2026-02-01 |\n| F-2 | b | 02/01/2026 |\n',
      ),
      'line 12: finding F-2: due: "02/01/2026" is neither a day',
    ],
    [
      'a day in the front matter',
      report('type: security\noutcome: passed\ncompletedAt: 3 Feb 2026'),
      'completedAt: "3 Feb 2026" is neither a day',
    ],
    [
      'columns that are not those of findings',
      report(front, '## Findings\n\n| What | Who |\n|---|---|\n| a | b |\n'),
      'line 9: the table of findings needs columns',
    ],
    [
      'a row with a cell too many',
      report(
        front,
        '## Findings\n\n| ID | Title | Due |\n|---|---|---|\n| 1 | a | b | 2026-02-01 |\n',
      ),
      'line 11 has 4 cells for 3 columns',
    ],
    [
      'rows that a blank line parts from their head',
      report(
        front,
        '## Findings\n\n| ID | Title | Due |\n|---|---|---|\n| 1 | a | |\n\n| 2 | b | |\n',
      ),
      'line 13: a table needs a line of dashes below its head: | 2 | b | |',
    ],
    [
      'a list that is no list of tasks',
      report(front, '## Findings\n\n- F-1 (high): weak cipher\n'),
      'under "Findings" stands "F-1 (high): weak cipher"',
    ],
    [
      'findings as headings',
      report(front, '## Findings\n\n### F-1 Weak cipher\n\nLong text.\n'),
      'under "Findings" stands "F-1 Weak cipher"',
    ],
    [
      'a number of findings that are not there',
      report(`${front}\nfindings: 2`),
      'findings is 2, but the file lists 0',
    ],
    [
      'findings that are a text',
      report(`${front}\nfindings: two small ones`),
      'findings in the front matter need id',
    ],
    [
      'front matter that is no YAML',
      report(`${front}\nauditor: ACME: the auditors`),
      'the front matter is no YAML: ',
    ],
  ])('refuse %s', (_, text, message) => {
    const parse = () => auditMarkdown.parse(FormatFile.of(text), context);
    expect(parse).toThrow(message);
  });

  it.each([
    'None',
    '- None',
    '- No open findings',
    '- n/a',
    'All controls hold.',
  ])('take "%s" for no finding', said => {
    const text = report(`${front}\nfindings: 0`, `## Findings\n\n${said}\n`);
    expect(read(auditMarkdown, text).findings).toEqual([]);
  });
});

describe('lines that patterns could choke on', () => {
  const long = (text: string) => text.repeat(50_000);
  const front = 'type: security\noutcome: passed\ncompletedAt: 2026-02-03';
  const table = '## Findings\n\n| id | title | due |\n|---|---|---|\n';

  // Each would take hours if a pattern went back and forth over it.
  it.each([
    `## a ${long('#')}x`,
    `## ${long(' ')}x`,
    `## Scope\n${long('\n')}x`,
    `${table}| ${long('[')} | a | |`,
  ])('are read like others', body => {
    const text = report(front, body);
    const { items } = auditMarkdown.parse(FormatFile.of(text), context);
    expect(items).toHaveLength(1);
  });

  it.each([
    `${table}${long('-')}x|`,
    `${table}| ${long('_')}x | a | |`,
    `## Findings\n- ${long(' ')}x`,
  ])('are refused like others', body => {
    const text = report(front, body);
    expect(() => auditMarkdown.parse(FormatFile.of(text), context)).toThrow(
      FormatError,
    );
  });
});

describe('findings as CSV', () => {
  it('with other names, a byte order mark and line ends in cells', () => {
    const text =
      '\ufeffFinding ID;Observation;Risk Level;Fix by;State\r\nF-1;"Weak ""cipher"";\r\nagain";High;2026-02-01;open\r\n';
    expect(read(auditCsv, text).findings).toEqual([
      {
        id: 'F-1',
        title: 'Weak "cipher";\nagain',
        severity: 'high',
        dueAt: '2026-02-01T23:59:59.999Z',
      },
    ]);
  });

  it.each([
    ['id,title,severity\n', 'the list holds no finding'],
    [
      'id,title,due\n1,a,28.02.2026\n',
      '"28.02.2026" is neither a day like 2026-03-01',
    ],
    ['id,title,due\n1,a,tomorrow\n', '"tomorrow" is neither a day'],
    ['id,title,due\n1,a,2026-02-30\n', '2026-02-30 is no day'],
  ])('refuses %j', (text, message) => {
    expect(() => auditCsv.parse(FormatFile.of(text), context)).toThrow(message);
  });
});
