/** Work after which others are let in, in milliseconds: less than anybody notices. */
const SLICE = 4;

/**
 * Lets requests through during long computations.
 *
 * @remarks Node answers nothing while it computes; a hundred evaluations in a row would hold up every reader.
 * @internal
 */
export class Breather {
  static create(now: () => number = () => performance.now()): Breather {
    return new Breather(now);
  }

  private since: number;

  private constructor(private readonly now: () => number) {
    this.since = now();
  }

  /** Resolves at once, or after everybody who waited had a turn when the present slice is used up. */
  async breathe(): Promise<void> {
    if (this.now() - this.since < SLICE) return;
    await new Promise<void>(resolve => {
      setImmediate(resolve);
    });
    this.since = this.now();
  }
}
