import { InputError } from '@backstage/errors';
import { sha256Text } from '@backstage-operations/plugin-operations-common';

/** A request as far as it says which list is read, whatever the page. @internal */
export interface ListRequest {
  operation: string;
  params: object;
  query: object;
}

/** Ties cursors to the list that they were given out for: read on in another list, they would leave things out without a word. */
function listOf({ operation, params, query }: ListRequest): string {
  const rest = { ...query, limit: undefined, cursor: undefined };
  const text = JSON.stringify([operation, params, rest]);
  return sha256Text(text.toLocaleLowerCase('en-US')).slice(0, 12);
}

/**
 * The query with the cursor as its handler made it.
 *
 * @throws InputError where the cursor was edited, or belongs to another list
 * @internal
 */
export function withPosition<Q extends object>(
  request: ListRequest & { query: Q },
): Q {
  const { query } = request;
  const { cursor } = query as { cursor?: unknown };
  if (typeof cursor !== 'string') return query;
  const [list, position] = cursor.split('.');
  if (position === undefined) {
    throw new InputError('query.cursor: is not a cursor that was given out');
  }
  if (list !== listOf(request)) {
    throw new InputError(
      'query.cursor: was given out for another list, or for one that was filtered or sorted in another way',
    );
  }
  return { ...query, cursor: position };
}

/** An answer whose cursor, if it has one, is tied to the list. @internal */
export function withCursor(answer: unknown, request: ListRequest): unknown {
  const { nextCursor } = (answer ?? {}) as { nextCursor?: unknown };
  if (typeof nextCursor !== 'string') return answer;
  return {
    ...(answer as object),
    nextCursor: `${listOf(request)}.${nextCursor}`,
  };
}
