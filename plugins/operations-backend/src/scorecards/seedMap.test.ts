import {
  parseScorecards,
  Scorecard,
  SignoffSlot,
} from '@backstage-operations/plugin-operations-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../../..');

function load(name: string): Scorecard {
  const file = join(__dirname, '../../scorecards', `${name}.yaml`);
  return parseScorecards(readFileSync(file, 'utf8'), { file: name })[0]
    .scorecard;
}

/** Rows below each heading of the map. */
function rowsByHeading(): Map<string, string[]> {
  const text = readFileSync(join(root, 'docs/seed-map.md'), 'utf8');
  const rows = new Map<string, string[]>();
  let heading = '';
  for (const line of text.split('\n')) {
    const [, title] = /^##+ (.*)/.exec(line) ?? [];
    if (title) heading = title;
    if (!/^\| (?!Row |-)/.test(line)) continue;
    rows.set(heading, [...(rows.get(heading) ?? []), line]);
  }
  return rows;
}

describe('docs/seed-map.md', () => {
  // Counted by hand from the two documents; a row that goes missing is a change of the product.
  it.each([
    ['Phase 07 document → `phase-07-maintenance`', 44],
    ['Entry, exit, roles', 24],
    ['Step 1: monitoring and observability', 21],
    ['Step 2: incident management', 20],
    ['Step 3: maintenance and patch management', 22],
    ['Step 4: continuous improvement', 15],
    ['Step 5: security operations', 21],
    ['Step 6: compliance and audit', 23],
    ['Step 7: support and user satisfaction', 17],
    ['Step 8: backup and disaster recovery', 22],
    ['Operational metrics', 7],
  ])('has every row of %s', (heading, count) => {
    const rows = rowsByHeading().get(heading) ?? [];
    expect(rows).toHaveLength(count);
    const names = rows.map(row => row.split('|')[1].trim());
    expect(new Set(names).size).toBe(count);
  });

  it('has no other heading with rows', () => {
    expect(rowsByHeading().size).toBe(11);
  });
});

describe('who approves, as the documents have it', () => {
  const slots = (name: string, criterion: string) => {
    const { spec } = load(name);
    const found = spec.criteria.find(({ id }) => id === criterion);
    return (found?.signoffs ?? []).map(
      ({ role, verb }: SignoffSlot) => `${role} ${verb}`,
    );
  };

  it.each<[string, string, string[]]>([
    ['07', 'backups-restorable', ['sre-lead owns']],
    ['07', 'audits-passed', ['security-lead owns']],
    ['07', 'docs-current', ['docs-lead owns']],
    [
      '08',
      'monitoring-active',
      ['sre-lead owns', 'tech-lead validates', 'product-owner validates'],
    ],
    [
      '08',
      'incident-management-active',
      ['sre-lead owns', 'tech-lead validates', 'security-lead validates'],
    ],
    [
      '08',
      'maintenance-schedule-followed',
      [
        'devops-lead executes',
        'tech-lead validates',
        'security-lead validates',
        'product-owner approves',
      ],
    ],
    [
      '08',
      'continuous-improvement-active',
      ['sre-lead drives', 'tech-lead validates', 'product-owner prioritises'],
    ],
    [
      '08',
      'security-operations-running',
      ['security-lead owns', 'ciso approves', 'compliance-officer validates'],
    ],
    [
      '08',
      'compliance-monitoring-active',
      [
        'compliance-officer owns',
        'legal reviews',
        'ciso approves',
        'executive-sponsor approves',
      ],
    ],
    [
      '08',
      'support-established',
      ['support-lead owns', 'product-owner validates'],
    ],
    [
      '08',
      'backup-dr-validated',
      [
        'sre-lead owns',
        'security-lead validates',
        'compliance-officer validates',
      ],
    ],
  ])('phase %s: %s', (phase, criterion, expected) => {
    const name =
      phase === '07' ? 'phase-07-maintenance' : 'phase-08-operations';
    expect(slots(name, criterion)).toEqual(expected);
  });
});
