import { InputError } from '@backstage/errors';
import { CalendarEntry } from '@backstage-operations/plugin-operations-common';

/** What can have a date. @internal */
export const entryTypes = [
  'maintenance-window',
  'maintenance-due',
  'audit-due',
  'drill-due',
  'proof-expires',
  'waiver-expires',
  'action-due',
  'signoff-expires',
] as const satisfies readonly CalendarEntry['type'][];

/** @throws InputError that names the field where a type is none. @internal */
export function checkEntryTypes(
  asked: readonly string[] = [],
  field: string,
): void {
  for (const type of asked) {
    if (!entryTypes.some(known => known === type)) {
      throw new InputError(
        `${field}: ${type} is none of ${entryTypes.join(' ')}`,
      );
    }
  }
}
