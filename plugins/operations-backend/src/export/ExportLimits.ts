import { Millis } from '@backstage-operations/plugin-operations-common';

const HOUR = 60 * 60 * 1000;

/** Packs that one person may take within an hour. @internal */
export const PACKS_PER_HOUR = 10;

/** More packs than one person may take. @internal */
export class TooManyExportsError extends Error {
  override name = 'TooManyExportsError';

  readonly statusCode = 429;
}

/**
 * Lets every person take one pack at a time, and a few within an hour.
 *
 * @remarks
 * How many were taken is counted in the log, so it holds for all replicas; that one is under way is known to its own replica.
 * @internal
 */
export class ExportLimits {
  /**
   * @param takenSince - packs that the log has of a person since an instant
   */
  static create(options: {
    takenSince: (person: string, since: Millis) => Promise<number>;
    now: () => Millis;
  }): ExportLimits {
    return new ExportLimits(options.takenSince, options.now);
  }

  private readonly running = new Map<string, Millis>();

  private constructor(
    private readonly takenSince: (
      person: string,
      since: Millis,
    ) => Promise<number>,
    private readonly now: () => Millis,
  ) {}

  /**
   * @param done - aborted when the pack was sent or given up
   * @throws TooManyExportsError
   */
  async enter(person: string, done: AbortSignal): Promise<void> {
    const started = this.now();
    // Whatever happened to one that began an hour ago, it keeps nobody from the next.
    if ((this.running.get(person) ?? -Infinity) > started - HOUR) {
      throw new TooManyExportsError(
        'You are taking a pack already; wait until it is complete',
      );
    }
    this.running.set(person, started);
    const leave = () => {
      if (this.running.get(person) === started) this.running.delete(person);
    };
    if (done.aborted) leave();
    else done.addEventListener('abort', leave, { once: true });
    if ((await this.takenSince(person, started - HOUR)) >= PACKS_PER_HOUR) {
      throw new TooManyExportsError(
        `You have taken ${PACKS_PER_HOUR} packs within an hour; try again later`,
      );
    }
  }
}
