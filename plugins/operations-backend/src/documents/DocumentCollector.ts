import {
  documentTypes,
  EntityProfile,
  Evidence,
  EvidenceInput,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import {
  Collector,
  CollectRequest,
  CollectResult,
} from '@backstage-operations/plugin-operations-node';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { EvidenceStore } from '../ledger/EvidenceStore';
import { LinkAnswer, LinkChecker } from './LinkChecker';
import { TECHDOCS, techDocsPages } from './techDocsPages';

/** Documents looked at per entity. */
const MAX_DOCUMENTS = 60;

/** An answer that stays the same is stored again after this long, so that its age can be seen. */
const REPEAT: Millis = 7 * 86_400_000;

const memory = z.record(
  z.string(),
  z.object({ answer: z.union([z.boolean(), z.null()]), at: z.number() }),
);
type Memory = z.output<typeof memory>;

interface Place {
  type: string;
  url: string;
}

/** Options of {@link DocumentCollector.create}. @internal */
export interface DocumentCollectorOptions {
  db: Knex;
  evidence: EvidenceStore;
  checker: LinkChecker;
}

/**
 * Finds documents in TechDocs, catalog links and evidence, and opens their links.
 *
 * @remarks
 * What opening a link showed is a record of its own beside the one that names the document: who reported the document, and when
 * it was reviewed, stay as they are. Only a change of the answer, or a week, makes a new record.
 * @internal
 */
export class DocumentCollector implements Collector {
  static create(options: DocumentCollectorOptions): DocumentCollector {
    return new DocumentCollector(options);
  }

  readonly id = 'documents';
  readonly title = 'Documents';
  readonly every = { hours: 24 };

  private constructor(private readonly options: DocumentCollectorOptions) {}

  appliesTo(): boolean {
    return true;
  }

  async collect(request: CollectRequest): Promise<CollectResult> {
    const { entity, now, signal } = request;
    const { db, evidence, checker } = this.options;
    const { entityRef } = entity;
    const before = recall(request.cursor);
    const warnings: string[] = [];
    const items: EvidenceInput<'document'>[] = [];
    const after: Memory = {};

    const store = (
      place: Place,
      answer: LinkAnswer['reachable'],
      said: { externalId: string; title?: string },
    ) => {
      const known = before[said.externalId];
      const same = known && known.answer === answer && now - known.at < REPEAT;
      after[said.externalId] = same ? known : { answer, at: now };
      if (same) return;
      items.push({
        entityRef,
        kind: 'document',
        source: this.id,
        externalId: said.externalId,
        observedAt: toIso(now),
        payload: {
          ...place,
          ...(said.title ? { title: said.title } : {}),
          reachable: answer,
        },
      });
    };

    const reported = await evidence.currentFor(db, [entityRef], {
      kinds: ['document'],
    });
    const links = placesOf(entity, reported.get(entityRef) ?? []);
    if (links.length > MAX_DOCUMENTS) {
      warnings.push(
        `only ${MAX_DOCUMENTS} of ${links.length} links are opened`,
      );
    }
    for (const place of links.slice(0, MAX_DOCUMENTS)) {
      const { reachable, reason } = await checker.check(place.url, signal);
      signal.throwIfAborted();
      if (reason) warnings.push(`${place.type}: ${reason}`);
      store(place, reachable, { externalId: `link/${digestOf(place)}` });
    }

    if (TECHDOCS in entity.annotations) {
      const pages = await techDocsPages(request);
      if (pages.problem) warnings.push(pages.problem);
      for (const { title, ...place } of pages.found) {
        store(place, true, { externalId: `techdocs/${place.type}`, title });
      }
      for (const [key, known] of Object.entries(before)) {
        if (!key.startsWith('techdocs/') || key in after) continue;
        // A page that is gone is said once to be gone; one that could not be looked for stays as it was.
        if (pages.problem || known.answer === false) after[key] = known;
        else {
          const type = key.slice('techdocs/'.length);
          store({ type, url: pages.root }, false, { externalId: key });
        }
      }
    }
    return { items, warnings, cursor: JSON.stringify(after) };
  }
}

function digestOf({ type, url }: Place): string {
  return createHash('sha256').update(`${type} ${url}`).digest('hex');
}

function recall(cursor: string | undefined): Memory {
  try {
    return memory.parse(JSON.parse(cursor ?? '{}'));
  } catch {
    return {};
  }
}

/** Every http(s) place that a catalog link or somebody else's record gives for a type of document. */
function placesOf(
  entity: EntityProfile,
  records: readonly Evidence[],
): Place[] {
  const places = new Map<string, Place>();
  const add = (type: string | undefined, url: string | null | undefined) => {
    if (!type || !url || !/^https?:/i.test(url) || !URL.canParse(url)) return;
    places.set(`${type} ${url}`, { type, url });
  };
  for (const record of records) {
    if (record.kind !== 'document' || record.source === 'documents') continue;
    const { type, url } = (record as Evidence<'document'>).payload;
    add(type, url);
  }
  for (const { type = '', url } of entity.links) {
    if (Object.hasOwn(documentTypes, type)) add(type, url);
  }
  return [...places.values()];
}
