import { EvidencePayload } from '@backstage-operations/plugin-operations-common';
import { FormatFile } from '../FormatFile';
import { postmortem } from './postmortem';
import { read } from './testing';

const template = `## Incident Summary
- What happened?
- When did it happen?
- How long did it last?
- Who was affected?

## Root Cause Analysis
- What was the triggering event?
- What factors contributed?
- What was the underlying cause? (5 whys technique)

## Timeline
- [Time] - Event occurred
- [Time] - Alert fired

## Action Items
- [ ] Prevent recurrence: (what changes to prevent this?)
- [ ] Improve detection: (how to catch this faster?)
- [ ] Improve documentation: (what docs need updating?)
- [ ] Improve training: (what training would help?)

## Lessons Learned
- What did we learn?
- What should we share with other teams?
`;

const filled = `---
incident: INC-7
completedAt: 2026-03-09T15:00:00Z
---
# Checkout outage

## Incident Summary
Checkout answered with errors for an hour.

## Root Cause Analysis
- A certificate expired.

## Timeline
- [10:00] - Certificate expired
- 10:05 UTC – Alert fired
- Everybody went home

## Action Items
- [x] Prevent recurrence: renew certificates by a job (owner: @ada, done: 2026-03-08)
- [ ] Improve detection: alert 14 days before (owner: ops-team, due: 2026-03-20) https://tracker.example/9
- [X] Improve documentation: runbook
- [ ] Buy cake
- [ ] Improve training: (what training would help?)

## Lessons Learned
- Expiry dates are deadlines.
`;

function review(content: string, context = {}): EvidencePayload<'review'> {
  const [item] = read(postmortem, content, context).items;
  return item.payload as EvidencePayload<'review'>;
}

describe('postmortem', () => {
  it('reads the template, filled in', () => {
    expect(review(filled)).toEqual({
      incident: 'INC-7',
      status: 'completed',
      completedAt: '2026-03-09T15:00:00.000Z',
      summary: 'Checkout answered with errors for an hour.',
      rootCause: 'A certificate expired.',
      timeline: [
        { at: '10:00', text: 'Certificate expired' },
        { at: '10:05 UTC', text: 'Alert fired' },
        { at: '', text: 'Everybody went home' },
      ],
      actionItems: [
        {
          id: 'INC-7/1',
          title: expect.stringMatching(/^renew certificates/),
          type: 'prevent',
          owner: 'ada',
          doneAt: '2026-03-08T23:59:59.999Z',
        },
        {
          id: 'INC-7/2',
          title: expect.stringMatching(/^alert 14 days before/),
          type: 'detect',
          owner: 'ops-team',
          dueAt: '2026-03-20T23:59:59.999Z',
          url: 'https://tracker.example/9',
        },
        {
          id: 'INC-7/3',
          title: 'runbook',
          type: 'document',
          doneAt: '2026-03-10T12:00:00.000Z',
        },
        { id: 'INC-7/4', title: 'Buy cake' },
      ],
      lessons: ['Expiry dates are deadlines.'],
    });
  });

  it.each([
    [
      'front matter says draft',
      filled.replace('---\n#', 'status: draft\n---\n#'),
      'draft',
    ],
    [
      'front matter says in review',
      filled.replace('---\n#', 'status: In review\n---\n#'),
      'in review',
    ],
    [
      'front matter says done',
      filled.replace('---\n#', 'status: Done\n---\n#'),
      'completed',
    ],
    [
      'a section is empty',
      filled.replace('- A certificate expired.', '- What factors contributed?'),
      'draft',
    ],
  ])('%s', (_, content, status) => {
    const found = review(content);
    expect(found.status).toBe(status);
    expect(found.completedAt !== undefined).toBe(status === 'completed');
  });

  it('says which sections are empty', () => {
    const content = filled.replace('- Expiry dates are deadlines.', '');
    expect(read(postmortem, content).warnings).toEqual([
      'the section lessons learned is not filled in',
    ]);
  });

  it('ends a day where the team lives', () => {
    const items = review(filled, { timeZone: 'America/New_York' }).actionItems;
    expect(items?.[1].dueAt).toBe('2026-03-21T03:59:59.999Z');
  });

  it.each([
    [
      'a line',
      filled
        .replace('incident: INC-7\n', '')
        .replace('# Checkout outage', 'Incident: Q1ABC'),
    ],
    [
      'the title',
      filled
        .replace('incident: INC-7\n', '')
        .replace('# Checkout outage', '# INC-8 Checkout outage'),
    ],
    ['a number', filled.replace('INC-7', '17')],
  ])('finds the incident in %s', (_, content) => {
    expect(['Q1ABC', 'INC-8', '17']).toContain(review(content).incident);
  });

  it.each<[string, string, RegExp]>([
    [
      'the template as it is',
      `---\nincident: INC-1\n---\n${template}`,
      /not filled in/,
    ],
    ['other Markdown', '# Readme\n\n## Usage\n', /expected the headings/],
    ['nothing', '', /empty/],
    [
      'headings inside code',
      `\`\`\`\n${filled.split('---\n')[2]}\n\`\`\``,
      /expected the headings/,
    ],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(postmortem, content)).toThrow(message);
  });

  it('keeps a review that names no incident, under a name that holds, and says so', () => {
    const nameless = filled.replace('incident: INC-7\n', '');
    const first = read(postmortem, nameless);
    expect(first.warnings[0]).toMatch(/does not say of which incident/);
    const ticked = nameless.replace('- [ ] Improve', '- [x] Improve');
    const [item] = first.items;
    expect(item.externalId).toMatch(/^unnamed-/);
    expect(read(postmortem, ticked).items[0].externalId).toBe(item.externalId);
  });

  it.each<[string, (text: string) => string]>([
    ['levels', text => text.replace(/^## /gm, '#### ')],
    [
      'the first level',
      text => text.replace(/^# .*$/m, '').replace(/^## /gm, '# '),
    ],
    ['numbers', text => text.replace(/^## /gm, '## 3. ')],
    ['ornaments', text => text.replace(/^## (.*)$/gm, '## 🔥 $1:')],
    ['bold lines', text => text.replace(/^## (.*)$/gm, '**$1**')],
    [
      'upper case',
      text => text.replace(/^## .*$/gm, line => line.toUpperCase()),
    ],
    [
      'other words',
      text =>
        text
          .replace('Incident Summary', 'Summary')
          .replace('Lessons Learned', 'Lessons Learnt'),
    ],
    ['Windows line ends', text => text.replace(/\n/g, '\r\n')],
    [
      'headings inside a section',
      text =>
        text.replace(
          '- [ ] Improve detection',
          '### Detection\n- [ ] Improve detection',
        ),
    ],
  ])('understands headings with %s', (_, change) => {
    const found = review(change(filled));
    expect(found).toMatchObject({
      incident: 'INC-7',
      status: 'completed',
      rootCause: 'A certificate expired.',
    });
    expect(found.actionItems).toHaveLength(4);
    expect(found.timeline).toHaveLength(3);
  });

  const withActions = (actions: string) =>
    filled.replace(
      /## Action Items[^]*?## Lessons/,
      () => `## Action Items\n\n${actions}\n\n## Lessons`,
    );

  it.each<[string, string, object[]]>([
    [
      'a table with its columns in another order',
      '| Due | Owner | Action | Status |\n|---|---|---|---|\n| 2026-03-20 | @ada | Prevent recurrence: renew \\| check | open |\n| TBD | - | Alert | Done |',
      [
        {
          title: 'renew | check (owner: ada, due: 2026-03-20)',
          type: 'prevent',
          owner: 'ada',
          dueAt: '2026-03-20T23:59:59.999Z',
        },
        { title: 'Alert', doneAt: expect.any(String) },
      ],
    ],
    [
      'a table without outer pipes, done on a day',
      'Action | Completed\n--- | ---\nAlert | 2026-03-08',
      [{ doneAt: '2026-03-08T23:59:59.999Z' }],
    ],
    [
      'a numbered list, with boxes and without',
      '1. [x] Renew\n2) Alert',
      [{ title: 'Renew', doneAt: expect.any(String) }, { title: 'Alert' }],
    ],
    [
      'a plain list',
      '- Renew (due: 2026-03-20)\n- none',
      [{ dueAt: '2026-03-20T23:59:59.999Z' }],
    ],
  ])('reads action items of %s', (_, actions, expected) => {
    const { actionItems = [], status } = review(withActions(actions));
    expect(actionItems).toHaveLength(expected.length);
    expect(actionItems).toMatchObject(expected);
    expect(actionItems.filter(item => item.doneAt)).toHaveLength(
      expected.filter(item => 'doneAt' in item).length,
    );
    expect(status).toBe('completed');
  });

  it('says which due date it does not understand', () => {
    const { warnings } = read(
      postmortem,
      withActions('- [ ] Renew (due 20.03.2026)'),
    );
    expect(warnings).toEqual([
      expect.stringContaining('"Renew (due 20.03.2026)" is not understood'),
    ]);
  });

  it.each([
    [
      withActions('| Action | Due |\n|---|---|\n| Renew | 03/20/2026 |'),
      'action item "Renew": due: "03/20/2026" is neither a day',
    ],
    [
      withActions('| Who | When |\n|---|---|\n| ada | 2026-03-20 |'),
      'needs a column for the action',
    ],
    [
      filled.replace('incident: INC-7', 'status: draft: not yet'),
      'the front matter is no YAML',
    ],
  ])('refuses what it would lose', (content, message) => {
    expect(() => read(postmortem, content)).toThrow(message);
  });

  it('is recognised by its headings', () => {
    expect(postmortem.detect(FormatFile.of(filled))).toBe(true);
    expect(postmortem.detect(FormatFile.of('{"action items": []}'))).toBe(
      false,
    );
    expect(postmortem.detect(FormatFile.of('# Readme'))).toBe(false);
  });
});
