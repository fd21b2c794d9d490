import {
  canonicalDigest,
  EvidenceInput,
  Millis,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';

/** After this time a figure is told again although it is the same, so that its age shows that it was looked at. */
const REPEAT: Millis = 15 * 60_000;

/** Digits of a figure whose change is worth a record: a hundredth of a percent. */
const DIGITS = 4;

/** What is remembered of each record that was told. */
export const storedNews = z.record(
  z.string(),
  z.object({ at: z.number(), said: z.string() }),
);

/** A figure as far as its digits count; anything else as it is. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(DIGITS)) : value;
}

/**
 * Remembers what was told last, so that a minute in which nothing changed writes nothing.
 *
 * @remarks What was measured is compared up to a hundredth of a percent; a state, an alert or a promise that changed is told at once.
 */
export class Told {
  private readonly next: z.infer<typeof storedNews> = {};

  /** @param last - what {@link Told.memory} was after the last success */
  constructor(private readonly last: z.infer<typeof storedNews>) {}

  /** Those of the records that say something new. */
  news(items: readonly EvidenceInput[]): EvidenceInput[] {
    return items.filter(item => {
      const key = `${item.kind} ${item.source} ${item.externalId}`;
      const at = toMillis(item.observedAt);
      const said = canonicalDigest(
        JSON.parse(JSON.stringify(item.payload, rounded)),
      );
      const known = this.last[key];
      if (known && known.said === said && at - known.at < REPEAT) {
        this.next[key] = known;
        return false;
      }
      this.next[key] = { at, said };
      return true;
    });
  }

  /** To be kept once the news is stored. */
  get memory(): z.infer<typeof storedNews> {
    return this.next;
  }
}
