import { InputError, serializeError } from '@backstage/errors';
import { Request } from 'express';

/**
 * A 400 that also tells what became of each part: the framework's error body with the operation's own answer beside it.
 *
 * @internal
 */
export class Refused {
  static of(message: string, answer: object): Refused {
    return new Refused(message, answer);
  }

  private constructor(
    private readonly message: string,
    private readonly answer: object,
  ) {}

  /** The body to send. */
  body(request: Request): object {
    return {
      ...this.answer,
      error: serializeError(new InputError(this.message)),
      request: { method: request.method, url: request.originalUrl },
      response: { statusCode: 400 },
    };
  }
}
