import {
  EvidenceInput,
  EvidenceRejection,
  IngestResult,
  Millis,
  parseEvidenceInput,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { inTransaction } from '../database/inTransaction';
import { EntityDirectory } from '../entities/EntityDirectory';
import { EventLog } from '../log/EventLog';
import { AppendResult, EvidenceStore, NewEvidence } from './EvidenceStore';
import { IngestService } from './IngestService';
import { LedgerListener } from './LedgerListener';
import { RefusedItem } from './readBatch';
import { ItemProblem, Submitter } from './Submitter';
import { toNewEvidence } from './toNewEvidence';

/** What {@link DefaultIngestService} needs. @internal */
export interface IngestServiceOptions {
  db: Knex;
  store: EvidenceStore;
  directory: EntityDirectory;
  listener: LedgerListener;
  log: EventLog;
  now: () => Millis;
  /** A new ULID per call, ascending. */
  newId: () => string;
}

interface Candidate {
  index: number;
  input: EvidenceInput;
}

/** Checks a batch item by item and writes what stands in one transaction. @internal */
export class DefaultIngestService implements IngestService {
  static create(options: IngestServiceOptions): DefaultIngestService {
    return new DefaultIngestService(options);
  }

  private constructor(private readonly options: IngestServiceOptions) {}

  async ingest(
    submitter: Submitter,
    items: readonly unknown[],
  ): Promise<IngestResult> {
    const now = this.options.now();
    const rejected: EvidenceRejection[] = [];
    const wellFormed: Candidate[] = [];
    for (const [index, item] of items.entries()) {
      const read = readItem(item, submitter, now);
      if ('input' in read) wellFormed.push({ index, input: read.input });
      else rejected.push({ index, ...read });
    }

    const refs = [...new Set(wellFormed.map(({ input }) => input.entityRef))];
    const visible = await submitter.visible(refs);
    const permitted = await submitter.permitted([...visible]);
    const uids = await this.options.directory.uids([...permitted]);
    const records: NewEvidence[] = [];
    for (const { index, input } of wellFormed) {
      const { entityRef } = input;
      const entityUid = uids.get(entityRef);
      if (!visible.has(entityRef)) {
        const message = 'no such entity in the catalog';
        rejected.push({ index, field: 'entityRef', message });
      } else if (entityUid === undefined) {
        const message = 'you may not add evidence to this entity';
        rejected.push({ index, field: 'entityRef', message });
      } else {
        records.push(
          toNewEvidence(input, {
            id: this.options.newId(),
            entityUid,
            receivedAt: now,
            submittedBy: submitter.ref,
          }),
        );
      }
    }

    const { outcomes } = await this.write(submitter, records, now);
    const duplicates = outcomes.filter(outcome => outcome.duplicate).length;
    return {
      accepted: outcomes.length - duplicates,
      duplicates,
      rejected: rejected.sort((a, b) => a.index - b.index),
      ids: outcomes.map(outcome => outcome.id),
    };
  }

  private async write(
    submitter: Submitter,
    records: readonly NewEvidence[],
    now: Millis,
  ): Promise<AppendResult> {
    if (records.length === 0) return { outcomes: [] };
    const { db, store, listener, log } = this.options;
    return inTransaction(db, async trx => {
      const result = await store.append(trx, records);
      const fresh = records.filter(
        (_, index) => !result.outcomes[index].duplicate,
      );
      if (fresh.length === 0) return result;
      if (submitter.person) {
        await log.append(
          trx,
          fresh.map(({ id, entityRef, kind, digest }) => ({
            type: 'evidence.submitted',
            at: now,
            actor: submitter.ref,
            entityRef,
            data: { id, kind, digest },
          })),
        );
      }
      await listener.onEvidence(trx, {
        entityRefs: [...new Set(fresh.map(({ entityRef }) => entityRef))],
        at: now,
        cause: 'evidence',
        actor: submitter.ref,
      });
      return result;
    });
  }
}

/** The input that an item is, under the source it is recorded with, or what stands against it. */
function readItem(
  item: unknown,
  submitter: Submitter,
  now: Millis,
): { input: EvidenceInput } | ItemProblem {
  if (item instanceof RefusedItem) {
    return { field: item.field, message: item.message };
  }
  const parsed = parseEvidenceInput(item, { now });
  if (!parsed.ok) return { field: parsed.field, message: parsed.message };
  const { input } = parsed;
  const refusal = submitter.refuses(input);
  if (refusal) return refusal;
  return { input: { ...input, source: submitter.sourceOf(input.source) } };
}
