import { isError } from '@backstage/errors';
import { Io } from './Io';

/** Says an error in one or two lines, without a stack, and gives the exit code for it. */
export function reportError(io: Io, error: unknown): number {
  io.printError(`✗ ${describe(error)}`);
  return 1;
}

function describe(error: unknown): string {
  if (!isError(error)) return String(error);
  const { body } = error as { body?: { error?: { message?: string } } };
  if (error.name === 'ResponseError' && body?.error?.message) {
    return `The portal answered: ${body.error.message}`;
  }
  if (error.message === 'fetch failed') {
    return `The portal could not be reached: ${describe(error.cause)}`;
  }
  return error.message || error.name;
}
