import { parse } from 'yaml';
import { EvidenceInput } from '../evidence/Evidence';
import { parseEvidenceInput } from '../evidence/parse';
import { subjectOf } from '../facts/testing/builders';
import { missingPanels } from './missingPanels';
import { missingTable, Sections } from './missingTable';

const NOW = Date.UTC(2026, 2, 12, 12, 34, 56);
const nothing: Sections = {
  metrics: [],
  slos: [],
  goldenSignals: null,
  datasets: [],
  drills: [],
  patch: null,
  incidents: null,
  maintenance: null,
  audits: null,
  support: null,
  improvement: null,
  documents: { documents: [] },
  scorecards: [],
};
const panels = missingPanels(subjectOf([]), nothing, NOW);

it('has a panel for every section that a file can fill', () => {
  expect(panels.map(({ section }) => section)).toEqual(
    missingTable.map(({ section }) => section),
  );
});

it('leaves out what is there', () => {
  const some: Sections = {
    ...nothing,
    documents: {
      documents: [
        { type: 'runbook', title: 'Runbook', verdict: 'pass' },
        { type: 'dr-plan', title: 'Plan', verdict: 'unknown' },
      ],
    },
  };
  const found = missingPanels(subjectOf([]), some, NOW);
  expect(found).toHaveLength(panels.length - 1);
  expect(found.some(({ section }) => section === 'documents')).toBe(false);
});

it('does not ask for backups of an entity that says it keeps no data', () => {
  const annotations = { 'backstage-operations.io/datasets': 'none' };
  const found = missingPanels(
    subjectOf([], { entity: { annotations } }),
    nothing,
    NOW,
  );
  expect(found.find(({ section }) => section === 'datasets')?.reason).toBe(
    'An annotation says that this entity keeps no data of its own.',
  );
});

describe.each(panels)('$section', ({ reason, remedies }) => {
  const of = (kind: string) => remedies.filter(remedy => remedy.kind === kind);

  it('says what is not known', () => {
    expect(reason).toMatch(/^[A-Z].*\.$/);
  });

  it('gives evidence that is accepted as it stands', () => {
    const [file] = of('file');
    const { items }: { items: EvidenceInput[] } = JSON.parse(file.example);
    for (const item of items) {
      expect(parseEvidenceInput(item, { now: NOW })).toMatchObject({
        ok: true,
      });
      expect(item.entityRef).toBe('component:default/checkout');
    }
  });

  it('gives annotations that are YAML, and commands that name the entity', () => {
    for (const { example } of of('annotation')) {
      const [[name, value]] = Object.entries(parse(example));
      expect(name).toMatch(/^[a-z.-]+\/[a-z-]+$/);
      expect(value).toEqual(expect.stringMatching(/\S/));
    }
    for (const { example } of of('command')) {
      expect(example).toMatch(
        /^operations .* --entity component:default\/checkout/,
      );
    }
  });
});
