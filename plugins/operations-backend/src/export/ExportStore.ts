import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EvidenceRow } from '../ledger/evidenceRow';
import { ExportScope } from './ExportScope';

/** One entity while it was in the catalog; a name that was given again is another one. @internal */
export interface Life {
  uid: string;
  entityRef: string;
  /** When the portal first saw it. */
  appearedAt: Millis;
  /** Absent while it is there. */
  vanishedAt?: Millis;
}

/** An entry of the log that goes into a pack. @internal */
export interface ExportedEntry {
  index: number;
  body: string;
  /** Personal text with its salt; absent where there is none, it was erased, or the pack leaves it out. */
  text?: { salt: string; value: string };
}

/** Reads what packs consist of, in an order that is always the same and in chunks that fit into memory. @internal */
export interface ExportStore {
  /** Everything that was in the catalog at any moment of the period, deleted entities included, by reference. */
  population(db: Knex, scope: ExportScope): AsyncGenerator<Life[]>;

  /** Records of the entities that were observed in the period. */
  evidence(
    db: Knex,
    uids: readonly string[],
    scope: ExportScope,
  ): AsyncGenerator<EvidenceRow[]>;

  /** Entries by which decisions on entities stand in the log, by type and the id of the decision. */
  decisionEntries(
    db: Knex,
    entityRefs: readonly string[],
    scope: ExportScope,
  ): Promise<Map<string, ExportedEntry>>;

  /** Entries of the period, and those of earlier decisions. */
  entries(db: Knex, scope: ExportScope): AsyncGenerator<ExportedEntry[]>;

  /** Numbers under the checkpoint whose entries are gone, whatever the pack is about; the first thousand of them. */
  missingEntries(db: Knex, scope: ExportScope): Promise<number[]>;

  /** Hashes of all entries under the checkpoint, in their order. */
  leaves(db: Knex, scope: ExportScope): AsyncGenerator<string[]>;

  /** Ids of all scorecards that there ever were, sorted. */
  scorecards(db: Knex): Promise<string[]>;

  /** Packs that somebody has taken since an instant. */
  takenSince(db: Knex, person: string, since: Millis): Promise<number>;
}

/** Key of {@link ExportStore.decisionEntries}. @internal */
export const entryKey = (type: string, id: string) => `${type} ${id}`;
