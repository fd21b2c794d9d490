/**
 * The bytes are not what the format reads; the message says what they are instead.
 *
 * @remarks Answered as HTTP 422, never as "nothing found".
 * @public
 */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  readonly statusCode = 422;
}
