import { LoggerService } from '@backstage/backend-plugin-api';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EntityAccess } from '../access/EntityAccess';
import { CalendarKeeper } from '../calendar/CalendarKeeper';
import { CalendarReader } from '../calendar/CalendarReader';
import { createCalendarHandlers } from '../calendar/createCalendarHandlers';
import { DatabaseCalendarStore } from '../calendar/DatabaseCalendarStore';
import { createComplianceHandlers } from '../compliance/createComplianceHandlers';
import { DatabaseStandardStore } from '../compliance/DatabaseStandardStore';
import { StandardKeeper } from '../compliance/StandardKeeper';
import { EntityEvaluator } from '../evaluation/EntityEvaluator';
import { Handlers } from '../http/Handlers';

/** Puts together what is kept of every evaluation to be read across entities: dates and standards. */
export function wireKept(wiring: {
  db: Knex;
  evaluator: EntityEvaluator;
  access: EntityAccess;
  logger: LoggerService;
  clock: () => Millis;
}): { calendar: CalendarReader; handlers: Handlers } {
  const { db, evaluator, access, logger, clock } = wiring;
  const dates = DatabaseCalendarStore.create();
  evaluator.addObserver(CalendarKeeper.create(dates, logger));
  const standards = DatabaseStandardStore.create();
  evaluator.addObserver(StandardKeeper.create(standards, logger));
  const calendar = CalendarReader.create({ db, store: dates, clock, logger });
  return {
    calendar,
    handlers: {
      ...createCalendarHandlers({ access, calendar, clock }),
      ...createComplianceHandlers({ db, access, store: standards, clock }),
    },
  };
}
