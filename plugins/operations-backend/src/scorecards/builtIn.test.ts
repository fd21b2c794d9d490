import {
  defaultSettings,
  documentTypes,
  evaluateScorecard,
  findFact,
  parseScorecards,
  roleNames,
  Rule,
  Scorecard,
  ScorecardResult,
} from '@backstage-operations/plugin-operations-common';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../../..');
const names = ['phase-07-maintenance', 'phase-08-operations'] as const;
const operated = ['Component', 'API', 'Resource'];
const others = ['System', 'Domain', 'Group', 'User', 'Location', 'Template'];

function load(name: string): { scorecard: Scorecard; digest: string } {
  const file = join(__dirname, '../../scorecards', `${name}.yaml`);
  const text = readFileSync(file, 'utf8');
  return parseScorecards(text, { file: name })[0];
}

const cards = new Map(names.map(name => [name as string, load(name)]));

function cardOf(name: string): Scorecard {
  const card = cards.get(name);
  if (!card) throw new Error(`no scorecard ${name}`);
  return card.scorecard;
}

const criteriaOf = (name: string) => cardOf(name).spec.criteria;

function evaluate(name: string, kind: string): ScorecardResult {
  return evaluateScorecard({
    scorecard: cardOf(name),
    policyDigest: cards.get(name)?.digest ?? '',
    subject: {
      entity: {
        entityRef: `${kind.toLowerCase()}:default/x`,
        uid: 'uid-1',
        kind,
        namespace: 'default',
        name: 'x',
        annotations: {},
        labels: {},
        tags: [],
        relations: [],
        links: [],
      },
      evidence: [],
      settings: defaultSettings,
    },
    related: { dependsOn: [] },
    decisions: [],
    waivers: [],
    holdsRole: () => true,
    now: Date.parse('2026-03-01T12:00:00Z'),
  });
}

describe.each(names)('%s', name => {
  it('has its own name, and says for each criterion what to do', () => {
    expect(cardOf(name).metadata.name).toBe(name);
    const lacking = criteriaOf(name).filter(
      one => !one.remediation || !one.step || !one.section,
    );
    expect(lacking.map(one => one.id)).toEqual([]);
  });

  it.each(operated)('is about %s, and passes nothing without proof', kind => {
    const result = evaluate(name, kind);
    expect(result.applicable).toBe(true);
    expect(result.gate.state).toBe('blocked');
    expect(result.counts.unknown).toBeGreaterThan(10);
    expect(result.counts.pass + result.counts.stale).toBe(0);
    for (const { verdict, reason } of result.criteria) {
      expect(['unknown', 'not-applicable']).toContain(verdict);
      expect(reason).toBeTruthy();
    }
  });

  it.each(others)('says why it is not about %s', kind => {
    const result = evaluate(name, kind);
    expect(result).toMatchObject({
      applicable: false,
      reason: 'applies only where kind is component or api or resource',
      gate: { state: 'not-applicable' },
    });
    expect(result.criteria).toHaveLength(criteriaOf(name).length);
    expect(result.counts['not-applicable']).toBe(result.criteria.length);
  });

  it('opens with a sign-off that an SRE lead can give', () => {
    const [slot] =
      evaluate(name, 'Component').criteria.find(one => one.signoffs.length > 0)
        ?.signoffs ?? [];
    expect(slot).toMatchObject({ role: 'sre-lead', state: 'open' });
  });
});

describe('the figures', () => {
  const rulesOf = (name: string, id: string): Partial<Rule>[] =>
    criteriaOf(name).find(one => one.id === id)?.rules ?? [];

  it.each<[string, string, Partial<Rule>]>([
    [names[0], 'patch-sla', { of: 'seed-07', op: '>', value: 0.95 }],
    [
      names[0],
      'patches-current',
      { fact: 'patch.overdue', of: 'seed-07', value: 0 },
    ],
    [
      names[0],
      'weekly-backups',
      { fact: 'backup.successRate', of: 'weekly', value: 1 },
    ],
    [names[0], 'coverage', { op: '>=', value: 0.8 }],
    [names[0], 'perf-p95', { op: '<=', value: 500 }],
    [names[0], 'vulns-critical', { op: '==', value: 0 }],
    [
      names[1],
      'security-patches',
      { fact: 'patch.overdue', of: 'seed-08', value: 0 },
    ],
    [
      names[1],
      'backup-dr-validated',
      { fact: 'restore.proofLevel', op: '>=', value: 'L3' },
    ],
    [
      names[1],
      'backup-dr-validated',
      { fact: 'drDrill.age', op: '<=', value: 'P92D' },
    ],
    [names[1], 'metric-availability', { op: '>', value: 0.999 }],
    [names[1], 'metric-mtta', { op: '<', value: 'PT15M' }],
    [names[1], 'metric-mttr', { op: '<', value: 'PT4H' }],
    [names[1], 'metric-mtbf', { op: '>', value: 'PT720H' }],
    [names[1], 'metric-csat', { op: '>', value: 4.5 }],
    [names[1], 'metric-backup-success', { op: '>=', value: 1 }],
    [names[1], 'metric-patch-compliance', { op: '>', value: 0.95 }],
  ])('of %s in %s: %j', (name, id, rule) => {
    expect(rulesOf(name, id)).toContainEqual(expect.objectContaining(rule));
  });
});

describe('docs/seed-map.md', () => {
  const text = readFileSync(join(root, 'docs/seed-map.md'), 'utf8');
  const parts = text.split(/^## /m).slice(1);
  const rows = names.flatMap(name => {
    const part = parts.find(one => one.includes(`\`${name}\``)) ?? '';
    return part
      .split('\n')
      .filter(line => /^\| (?!Row |-)/.test(line))
      .map(line => ({ name, line, places: placesOf(line) }));
  });

  const exists: Record<string, (name: string, id: string) => boolean> = {
    criterion: (name, id) => criteriaOf(name).some(one => one.id === id),
    fact: (_, id) => findFact(id) !== undefined,
    document: (_, id) => Object.hasOwn(documentTypes, id),
    role: (_, id) => roleNames.some(role => role === id),
    page: (_, id) => existsSync(join(root, id)),
    'sign-off': (name, id) => slotsOf(name).includes(id),
  };

  it('gives every row a place that exists', () => {
    expect(rows.length).toBeGreaterThan(150);
    const wrong = rows.flatMap(({ name, line, places }) =>
      places.length === 0
        ? [`no place: ${line}`]
        : places
            .filter(([kind, id]) => !exists[kind](name, id))
            .map(([kind, id]) => `${name}: no ${kind} ${id}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(names)('names every criterion and sign-off of %s', name => {
    const named = new Set(
      rows
        .filter(row => row.name === name)
        .flatMap(row => row.places.map(([kind, id]) => `${kind} ${id}`)),
    );
    const all = [
      ...criteriaOf(name).map(one => `criterion ${one.id}`),
      ...slotsOf(name).map(id => `sign-off ${id}`),
    ];
    expect(all.filter(one => !named.has(one))).toEqual([]);
  });

  it('names every type of document and every role', () => {
    const named = new Set(
      rows.flatMap(row => row.places.map(([kind, id]) => `${kind} ${id}`)),
    );
    const all = [
      ...Object.keys(documentTypes).map(type => `document ${type}`),
      ...roleNames.map(role => `role ${role}`),
    ];
    expect(all.filter(one => !named.has(one))).toEqual([]);
  });
});

describe('docs/guides/write-a-scorecard.md', () => {
  const text = readFileSync(
    join(root, 'docs/guides/write-a-scorecard.md'),
    'utf8',
  );

  it('shows a scorecard that can be used', () => {
    const [, yaml = ''] =
      /```yaml\n([^`]*kind: Scorecard[^]*?)```/.exec(text) ?? [];
    const [{ scorecard }] = parseScorecards(yaml, { file: 'guide' });
    expect(scorecard.metadata.name).toBe('payments-ready');
  });
});

function placesOf(line: string): [kind: string, id: string][] {
  const place =
    /(criterion|fact|document|role|page|sign-off) `([a-zA-Z0-9./-]+)`/g;
  return [...line.matchAll(place)].map(([, kind, id]) => [kind, id]);
}

function slotsOf(name: string): string[] {
  return [
    ...criteriaOf(name).flatMap(({ id, signoffs = [] }) =>
      signoffs.map(slot => `${id}/${slot.id}`),
    ),
    ...cardOf(name).spec.exit.signoffs.map(slot => `exit/${slot.id}`),
  ];
}
