import {
  calendarEntries,
  FactSubject,
  Millis,
  ScorecardResult,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { SubjectObserver } from '../evaluation/SubjectObserver';
import { CalendarStore } from './CalendarStore';

/** Writes the dates of an entity whenever it is evaluated. @internal */
export class CalendarKeeper implements SubjectObserver {
  static create(store: CalendarStore): CalendarKeeper {
    return new CalendarKeeper(store);
  }

  private constructor(private readonly store: CalendarStore) {}

  async onEvaluated(
    trx: Knex.Transaction,
    evaluated: readonly {
      subject: FactSubject;
      results: readonly ScorecardResult[];
      at: Millis;
    }[],
  ): Promise<void> {
    await this.store.replace(
      trx,
      evaluated.map(({ subject }) => subject.entity.entityRef),
      evaluated.flatMap(({ subject, results, at }) =>
        calendarEntries(subject, results, at),
      ),
    );
  }

  async onVanished(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
  ): Promise<void> {
    await this.store.replace(trx, entityRefs, []);
  }
}
