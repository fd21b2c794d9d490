import { Knex } from 'knex';
import { OverviewStore } from '../overview/OverviewStore';
import { DueStore } from './DueStore';
import { FactMemoryStore } from './FactMemoryStore';
import { HistoryStore } from './HistoryStore';
import { InputStore } from './InputStore';
import { Judged } from './judgedEntity';
import { ResultStore } from './ResultStore';

/** Where evaluations are written to. @internal */
export interface EvaluationStores {
  due: DueStore;
  results: ResultStore;
  history: HistoryStore;
  inputs: InputStore;
  overviews: OverviewStore;
  memories: FactMemoryStore;
}

/** Writes what evaluations found. @internal */
export class EvaluationWriter {
  static create(stores: EvaluationStores): EvaluationWriter {
    return new EvaluationWriter(stores);
  }

  private constructor(private readonly options: EvaluationStores) {}

  /** Writes what was judged, with the same number of statements for one entity and for many. */
  async write(trx: Knex.Transaction, judged: readonly Judged[]): Promise<void> {
    if (judged.length === 0) return;
    const { results, history, inputs, overviews, due, memories } = this.options;
    const refs = judged.map(entity => entity.due.entityRef);
    await results.replace(
      trx,
      judged.flatMap(entity => (entity.outdated ? entity.due.entityRef : [])),
      judged.flatMap(entity => entity.stored),
    );
    await history.append(
      trx,
      judged.flatMap(entity => entity.history),
    );
    await inputs.record(
      trx,
      judged.flatMap(entity => entity.basis ?? []),
    );
    await overviews.forget(trx, refs);
    await memories.write(
      trx,
      judged.flatMap(({ memory }) =>
        memory === undefined || memory === 'as-it-is' ? [] : memory,
      ),
    );
    await memories.forget(
      trx,
      judged.flatMap(entity =>
        entity.memory === undefined ? entity.due.entityRef : [],
      ),
    );
    await due.schedule(
      trx,
      judged.map(entity => entity.due),
    );
  }

  /** Vanished entities keep their history and lose everything that is shown. */
  async forget(trx: Knex.Transaction, refs: readonly string[]): Promise<void> {
    if (refs.length === 0) return;
    const { results, overviews, due, memories } = this.options;
    await results.remove(trx, refs);
    await memories.forget(trx, refs);
    await overviews.forget(trx, refs);
    await due.remove(trx, refs);
  }
}
