import {
  EvidencePayload,
  parseEvidenceInput,
} from '@backstage-operations/plugin-operations-common';
import { aProfile } from '../__testUtils__/aProfile';
import { aRecord } from '../__testUtils__/aRecord';
import { EvidenceStore } from '../ledger/EvidenceStore';
import { DocumentCollector } from './DocumentCollector';
import { LinkAnswer } from './LinkChecker';

const ref = 'component:default/shop';
const wiki = 'https://wiki.example/runbook';
const START = Date.UTC(2026, 2, 1);
const DAY = 86_400_000;

function aWorld(mkdocs?: string) {
  let answer: LinkAnswer = { reachable: true };
  let navigation = mkdocs;
  let cursor: string | undefined;
  const opened: string[] = [];
  const collector = DocumentCollector.create({
    db: undefined as never,
    evidence: {
      currentFor: async () =>
        new Map([
          [
            ref,
            ['manual', 'documents'].map(source => ({
              ...aRecord({ kind: 'document', source }),
              payload: { type: 'dr-plan', url: `https://${source}.example/` },
            })),
          ],
        ]),
    } as unknown as EvidenceStore,
    checker: {
      check: async url => {
        opened.push(url);
        return answer;
      },
    },
  });
  const entity = aProfile(ref, {
    links: [
      { url: wiki, type: 'runbook' },
      { url: 'https://other.example', type: 'website' },
      { url: 'file:///etc/passwd', type: 'roadmap' },
    ],
    annotations: mkdocs ? { 'backstage.io/techdocs-ref': 'dir:.' } : {},
  });
  return {
    opened,
    says(next: LinkAnswer) {
      answer = next;
    },
    navigates(text: string) {
      navigation = text;
    },
    async collect(now: number) {
      const found = await collector.collect({
        entity,
        cursor,
        now,
        signal: new AbortController().signal,
        readFile: async () => Buffer.from(navigation ?? ''),
      });
      cursor = found.cursor;
      for (const item of found.items) {
        expect(parseEvidenceInput(item, { now })).toMatchObject({ ok: true });
      }
      return {
        ...found,
        said: found.items.map(({ payload }) => {
          const { type, url, reachable } =
            payload as EvidencePayload<'document'>;
          return [type, url, reachable];
        }),
      };
    },
  };
}

it('opens typed links and what others reported, not what it said itself', async () => {
  const world = aWorld();
  const { said } = await world.collect(START);
  expect(world.opened).toEqual(['https://manual.example/', wiki]);
  expect(said).toEqual([
    ['dr-plan', 'https://manual.example/', true],
    ['runbook', wiki, true],
  ]);
});

it('stores an answer again when it changes, or after a week', async () => {
  const world = aWorld();
  expect((await world.collect(START)).items).toHaveLength(2);
  expect((await world.collect(START + DAY)).items).toEqual([]);
  world.says({ reachable: false, reason: 'answered 404' });
  const { said, warnings } = await world.collect(START + 2 * DAY);
  expect(said).toContainEqual(['runbook', wiki, false]);
  expect(warnings).toContain('runbook: answered 404');
  expect((await world.collect(START + 8 * DAY)).items).toEqual([]);
  expect((await world.collect(START + 9 * DAY)).items).toHaveLength(2);
});

it('finds documents in the navigation of TechDocs, and says when one is gone', async () => {
  const world = aWorld(`
nav:
  - Home: index.md
  - Operations:
      - Roll back: operations/runbook.md
      - ../../roadmap.md
markdown_extensions:
  - emoji: !!python/name:x.y
`);
  const runbook = '/docs/default/component/shop/operations/runbook/';
  const { said } = await world.collect(START);
  expect(said.slice(2)).toEqual([['runbook', runbook, true]]);
  world.navigates('nav: [unreadable');
  const broken = await world.collect(START + DAY);
  expect(broken.items).toEqual([]);
  expect(broken.warnings).toContain('mkdocs.yml could not be read');
  world.navigates('nav: []');
  expect((await world.collect(START + 2 * DAY)).said).toEqual([
    ['runbook', '/docs/default/component/shop', false],
  ]);
  expect((await world.collect(START + 3 * DAY)).items).toEqual([]);
});
