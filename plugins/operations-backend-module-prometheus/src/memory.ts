import { z } from 'zod';
import { BreachLog, storedBreaches } from './BreachLog';
import { storedNews, Told } from './Told';

const stored = z.object({ told: storedNews, breaches: storedBreaches });

/** What the collector remembers of an entity from look to look. */
export interface Memory {
  told: Told;
  breaches: BreachLog;
}

/** The memory of the last success; one that can't be read begins anew, which tells everything again. */
export function readMemory(cursor: string | undefined): Memory {
  let last: z.infer<typeof stored> = { told: {}, breaches: {} };
  try {
    last = stored.parse(JSON.parse(cursor ?? ''));
  } catch {
    // The first look, or the memory of another version.
  }
  return { told: new Told(last.told), breaches: new BreachLog(last.breaches) };
}

/** The memory as it is stored. */
export function writeMemory({ told, breaches }: Memory): string {
  return JSON.stringify({ told: told.memory, breaches: breaches.memory });
}
