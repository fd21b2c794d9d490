import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';

/** Options of {@link Ticker.start}. @internal */
export interface TickerOptions {
  /** What it does, for the log. */
  name: string;
  /** Pause between the end of one run and the start of the next, in milliseconds. */
  everyMillis: number;
  /** One run; a promise of `true` asks for the next run without a pause. */
  run(signal: AbortSignal): Promise<boolean | void>;
  lifecycle: LifecycleService;
  logger: LoggerService;
}

/**
 * Repeats short work in this process until the backend shuts down; runs never overlap.
 *
 * @remarks
 * The scheduler service has a shortest period of a second and runs a global task in one replica only. Verdicts have to
 * follow evidence within a second, and every replica takes its share of the queue.
 * @internal
 */
export class Ticker {
  /** Starts after the plugin has started; shutdown waits for the run under way. */
  static start(options: TickerOptions): Ticker {
    const ticker = new Ticker(options);
    options.lifecycle.addStartupHook(() => ticker.begin());
    options.lifecycle.addShutdownHook(() => ticker.stop());
    return ticker;
  }

  private readonly abort = new AbortController();
  private wake: (() => void) | undefined;
  private nudged = false;
  private loop: Promise<void> | undefined;

  private constructor(private readonly options: TickerOptions) {}

  /** Ends the present pause: there is something to do. */
  nudge(): void {
    this.nudged = true;
    this.wake?.();
  }

  private begin(): void {
    this.loop ??= this.repeat();
  }

  private async stop(): Promise<void> {
    this.abort.abort();
    this.wake?.();
    await this.loop;
  }

  private async repeat(): Promise<void> {
    const { name, everyMillis, run, logger } = this.options;
    const { signal } = this.abort;
    while (!signal.aborted) {
      let again: boolean | void = false;
      this.nudged = false;
      try {
        again = await run(signal);
      } catch (error) {
        logger.error(`${name} failed: ${stringifyError(error)}`);
      }
      if (!again && !this.nudged && !signal.aborted) {
        await this.pause(everyMillis);
      }
    }
  }

  private pause(millis: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(() => this.wake?.(), millis);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = undefined;
        resolve();
      };
    });
  }
}
