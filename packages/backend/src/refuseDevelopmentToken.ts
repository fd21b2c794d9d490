/** The token that scripts of the example portal use; known to everyone. */
const developmentToken = 'operations-dev-token';

/**
 * Stops a start in production with the token that everyone knows.
 *
 * @param env - the process environment; outside development `OPERATIONS_TOKEN` must be set to a value of its own
 * @throws Error that names the variable to set
 */
export function refuseDevelopmentToken(env: {
  NODE_ENV?: string;
  OPERATIONS_TOKEN?: string;
}): void {
  if (env.NODE_ENV === 'development') return;
  if (env.OPERATIONS_TOKEN && env.OPERATIONS_TOKEN !== developmentToken) return;
  throw new Error(
    `Refusing to start: NODE_ENV is "${
      env.NODE_ENV ?? ''
    }", not "development", and OPERATIONS_TOKEN is ${
      env.OPERATIONS_TOKEN ? 'the public development token' : 'not set'
    }. Set OPERATIONS_TOKEN to a secret of your own.`,
  );
}
