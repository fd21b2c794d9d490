import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { ErrorRequestHandler } from 'express';
import { randomUUID } from 'node:crypto';

const STATUS_BY_NAME = new Set([
  'InputError',
  'AuthenticationError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'NotModifiedError',
  'NotImplementedError',
  'ServiceUnavailableError',
]);

function isMeantForTheCaller(
  error: unknown,
): error is Error & { statusCode?: number } {
  if (!(error instanceof Error)) return false;
  if (STATUS_BY_NAME.has(error.name)) return true;
  const { statusCode } = error as { statusCode?: unknown };
  return (
    typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
  );
}

/** Connection refused, lost or timed out; PostgreSQL shutting down, starting or out of connections. */
const DATABASE_AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
]);

function isDatabaseAway(error: unknown): boolean {
  const { code, name, message } = (error ?? {}) as Record<string, unknown>;
  return (
    DATABASE_AWAY.has(String(code)) ||
    name === 'KnexTimeoutError' ||
    message === 'Connection terminated unexpectedly'
  );
}

/**
 * Keeps statements, paths and stacks out of answers: what was not thrown for the caller goes to the log under an id.
 *
 * @internal
 */
export function hideInternals(logger: LoggerService): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) {
      logger.error('an answer broke off', error);
      response.destroy();
      return;
    }
    if (isMeantForTheCaller(error)) {
      // The framework sends causes, and stacks in development; nothing in a refusal needs them.
      Object.defineProperty(error, 'stack', { value: undefined });
      Object.defineProperty(error, 'cause', { value: undefined });
      // What reads the body has no names of its own for what is wrong with it.
      next(
        error.name === 'Error' && error.statusCode === 400
          ? new InputError(`body: ${error.message}`)
          : error,
      );
      return;
    }
    const reference = randomUUID();
    logger.error(`request failed, reference ${reference}`, error);
    const hidden = isDatabaseAway(error)
      ? new ServiceUnavailableError(
          'The database is away for the moment; send it again, what was stored already is recognised',
        )
      : new Error(
          `Something went wrong on our side; the log has it under ${reference}`,
        );
    hidden.stack = undefined;
    next(hidden);
  };
}
