import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  CalendarEntry,
  calendarEntries,
  calendarKinds,
  FactSubject,
  Millis,
  ScorecardResult,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { SubjectObserver } from '../evaluation/SubjectObserver';
import { CalendarStore } from './CalendarStore';

/** Writes the dates of an entity whenever it is evaluated. @internal */
export class CalendarKeeper implements SubjectObserver {
  static create(store: CalendarStore, logger: LoggerService): CalendarKeeper {
    return new CalendarKeeper(store, logger);
  }

  readonly kinds = calendarKinds;

  private constructor(
    private readonly store: CalendarStore,
    private readonly logger: LoggerService,
  ) {}

  async onEvaluated(
    trx: Knex.Transaction,
    evaluated: readonly {
      subject: FactSubject;
      results: readonly ScorecardResult[];
      at: Millis;
    }[],
  ): Promise<void> {
    const refs: string[] = [];
    const entries: CalendarEntry[] = [];
    for (const { subject, results, at } of evaluated) {
      const { entityRef } = subject.entity;
      try {
        entries.push(...calendarEntries(subject, results, at));
        refs.push(entityRef);
      } catch (error) {
        // One entity's dates must not hold up the verdicts of all; it keeps those it had.
        this.logger.error(`Dates of ${entityRef}: ${stringifyError(error)}`);
      }
    }
    await this.store.replace(trx, refs, entries);
  }

  async onVanished(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
  ): Promise<void> {
    await this.store.replace(trx, entityRefs, []);
  }
}
