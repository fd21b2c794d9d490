import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  entityStandards,
  ScorecardResult,
  StandardRow,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import {
  EvaluatedSubject,
  SubjectObserver,
} from '../evaluation/SubjectObserver';
import { StandardStore } from './StandardStore';

/** Writes what an entity shows of its standards whenever it is evaluated. @internal */
export class StandardKeeper implements SubjectObserver {
  static create(store: StandardStore, logger: LoggerService): StandardKeeper {
    return new StandardKeeper(store, logger);
  }

  readonly kinds = ['audit', 'control'] as const;

  private constructor(
    private readonly store: StandardStore,
    private readonly logger: LoggerService,
  ) {}

  async onEvaluated(
    trx: Knex.Transaction,
    evaluated: readonly EvaluatedSubject[],
  ): Promise<void> {
    const refs: string[] = [];
    const rows: StandardRow[] = [];
    for (const { subject, results, at } of evaluated) {
      const { entityRef, owner } = subject.entity;
      try {
        const exceptions = exceptionsOf(results);
        rows.push(
          ...entityStandards(subject, at).map(standard => ({
            entityRef,
            ...(owner ? { owner } : {}),
            standard,
            exceptions,
          })),
        );
        refs.push(entityRef);
      } catch (error) {
        // One entity must not hold up the verdicts of all; it keeps what it had.
        this.logger.error(
          `Standards of ${entityRef}: ${stringifyError(error)}`,
        );
      }
    }
    await this.store.replace(trx, refs, rows);
  }

  async onVanished(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
  ): Promise<void> {
    await this.store.replace(trx, entityRefs, []);
  }
}

/** When approved exceptions end. */
function exceptionsOf(results: readonly ScorecardResult[]): string[] {
  return results
    .filter(({ applicable }) => applicable)
    .flatMap(({ criteria }) =>
      criteria.flatMap(({ waiver }) =>
        waiver?.state === 'approved' ? waiver.expiresAt : [],
      ),
    );
}
