import { Format } from '../Format';
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
  ])('read %s', (_, text, findings) => {
    const read_ = read(auditMarkdown, text).findings as object[];
    expect(read_).toHaveLength(findings.length);
    expect(read_).toMatchObject(findings);
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
