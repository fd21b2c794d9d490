import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';

/**
 * Tries again what may fail while the things around us are still starting.
 *
 * @param what - for the log, like "connecting to the database"
 * @param attempts - the last failure is passed on; pauses double from half a second
 * @internal
 */
export async function retry<T>(
  what: string,
  logger: LoggerService,
  work: () => Promise<T>,
  attempts: number = 7,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts) throw error;
      logger.warn(`${what} failed, trying again: ${stringifyError(error)}`);
      await new Promise(done => setTimeout(done, 250 * 2 ** attempt));
    }
  }
}
