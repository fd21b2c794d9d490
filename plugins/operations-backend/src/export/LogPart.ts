import { ConflictError } from '@backstage/errors';
import {
  inclusionRanges,
  leafHash,
  LeafRange,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { TreeStore } from '../log/TreeStore';
import { ExportScope } from './ExportScope';
import { ExportedEntry, ExportStore } from './ExportStore';
import { PackFile } from './Spool';
import { Spools } from './Spools';

const LINES = 'application/x-ndjson';

const rangeKey = ({ start, end }: LeafRange) => `${start}-${end}`;

/** Writes the log: hashes of all entries, the entries that the pack is about, and a proof of each. @internal */
export class LogPart {
  static create(sources: {
    db: Knex;
    store: ExportStore;
    tree: TreeStore;
  }): LogPart {
    return new LogPart(sources.db, sources.store, sources.tree);
  }

  private constructor(
    private readonly db: Knex,
    private readonly store: ExportStore,
    private readonly tree: TreeStore,
  ) {}

  /** @param signal - ends the work between two chunks */
  async *write(
    spools: Spools,
    scope: ExportScope,
    note: string,
    signal: AbortSignal,
  ): AsyncGenerator<PackFile> {
    const { db, store } = this;
    yield spools.whole('log/checkpoint.txt', 'text/plain', note);

    const leaves = await spools.open('log/leaves.txt', 'text/plain');
    for await (const hashes of store.leaves(db, scope)) {
      signal.throwIfAborted();
      await leaves.write(hashes.map(hash => `${hash}\n`).join(''));
    }
    yield leaves.finish();

    const entries = await spools.open('log/entries.jsonl', LINES);
    const proofs = await spools.open('log/proofs.jsonl', LINES);
    for await (const chunk of store.entries(db, scope)) {
      signal.throwIfAborted();
      const proven = await this.proofs(chunk, scope.size);
      for (const [at, { index, body, text }] of chunk.entries()) {
        const leaf = leafHash(body);
        const line = { index, leaf, body, ...(text ? { text } : {}) };
        await entries.write(`${JSON.stringify(line)}\n`);
        const proof = { index, leaf, proof: proven[at] };
        await proofs.write(`${JSON.stringify(proof)}\n`);
      }
    }
    // What was taken out of the log is missed in every pack, or it would be gone without a trace.
    for (const index of await store.missingEntries(db, scope)) {
      await entries.write(`${JSON.stringify({ index, missing: true })}\n`);
    }
    yield entries.finish();
    yield proofs.finish();
  }

  /** Proofs of some entries, which share most of their hashes. */
  private async proofs(
    entries: readonly ExportedEntry[],
    size: number,
  ): Promise<string[][]> {
    const wanted = entries.map(({ index }) => inclusionRanges(index, size));
    const ranges = new Map(
      wanted.flat().map(range => [rangeKey(range), range]),
    );
    const hashes = await this.tree.hashes(this.db, [...ranges.values()]);
    const known = new Map(
      [...ranges.keys()].map((key, at) => [key, hashes[at]]),
    );
    return wanted.map(list =>
      list.map(range => {
        const hash = known.get(rangeKey(range));
        if (hash !== undefined) return hash;
        throw new ConflictError(
          'The audit log lacks some of its hashes, so no pack can be made from it',
        );
      }),
    );
  }
}
