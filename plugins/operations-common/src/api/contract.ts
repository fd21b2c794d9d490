import { calendarOperations } from './operations/calendar';
import { decisionOperations } from './operations/decisions';
import { entityOperations } from './operations/entity';
import { evidenceOperations } from './operations/evidence';
import { fleetOperations } from './operations/fleet';
import { logOperations } from './operations/log';
import { scorecardOperations } from './operations/scorecards';

/**
 * The whole HTTP API: one table from which the backend's validation, the OpenAPI document and the client are made.
 *
 * @remarks Keys are the operation ids.
 * @public
 */
export const contract = {
  ...evidenceOperations,
  ...entityOperations,
  ...scorecardOperations,
  ...decisionOperations,
  ...fleetOperations,
  ...calendarOperations,
  ...logOperations,
} as const;

/** The table's type. @public */
export type Contract = typeof contract;

/** Name of an operation. @public */
export type OperationId = keyof Contract;
