import { Millis } from '@backstage-operations/plugin-operations-common';
import {
  ForwardedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { setTimeout } from 'node:timers/promises';

/** How long one answer is waited for, in milliseconds. */
const TIMEOUT: Millis = 30_000;

/** Times that one request is sent at most. */
const TRIES = 5;

/** Longest wait that a server may ask for, in milliseconds; beyond it the next run goes on. */
const LONGEST_WAIT: Millis = 60_000;

/** What {@link JsonApi.create} needs; all but the name has a default. @public */
export interface JsonApiOptions {
  /** Of the source, for messages. */
  name: string;
  /** Sent with every request, for example the credential. */
  headers?: Record<string, string>;
  fetch?: typeof fetch;
  now?: () => Millis;
  /** Resolves after some milliseconds; rejects when the signal aborts. */
  pause?: (length: Millis, signal: AbortSignal) => Promise<void>;
}

/**
 * Asks an HTTP API for JSON as its rate limit allows.
 *
 * @remarks
 * `429` is waited out: as long as `Retry-After` or `ratelimit-reset` says, else twice as long each time. When an answer says that
 * nothing remains of the limit, the next request waits before it is sent. Redirects are refused, since they would carry the
 * credential elsewhere.
 * @public
 */
export class JsonApi {
  static create(options: JsonApiOptions): JsonApi {
    return new JsonApi(
      options.name,
      options.headers ?? {},
      options.fetch ?? fetch,
      options.now ?? (() => Date.now()),
      options.pause ?? sleep,
    );
  }

  private notBefore: Millis = 0;

  private constructor(
    private readonly name: string,
    private readonly headers: Record<string, string>,
    private readonly send: typeof fetch,
    private readonly now: () => Millis,
    private readonly pause: (
      length: Millis,
      signal: AbortSignal,
    ) => Promise<void>,
  ) {}

  /** @throws NotFoundError on 404, else ServiceUnavailableError that names the source and the status, never the credential or the answer's text */
  get(url: string, signal: AbortSignal): Promise<unknown> {
    return this.ask(url, { method: 'GET' }, signal);
  }

  /** Like {@link JsonApi.get}, with a JSON body. */
  post(url: string, body: unknown, signal: AbortSignal): Promise<unknown> {
    return this.ask(
      url,
      {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      },
      signal,
    );
  }

  /** Like {@link JsonApi.get}, with the fields of a form. */
  form(
    url: string,
    fields: Record<string, string>,
    signal: AbortSignal,
  ): Promise<unknown> {
    return this.ask(
      url,
      { method: 'POST', body: new URLSearchParams(fields) },
      signal,
    );
  }

  private async ask(
    url: string,
    init: RequestInit,
    signal: AbortSignal,
  ): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      await this.wait(this.notBefore - this.now(), signal);
      const response = await this.fetch(url, init, signal);
      const reset = this.resetOf(response.headers);
      if (response.status === 429 && attempt < TRIES) {
        await response.body?.cancel();
        this.notBefore = this.now() + (reset ?? 1000 * 2 ** (attempt - 1));
        continue;
      }
      if (response.headers.get('ratelimit-remaining') === '0' && reset) {
        this.notBefore = this.now() + reset;
      }
      return this.read(response);
    }
  }

  private async fetch(url: string, init: RequestInit, signal: AbortSignal) {
    try {
      return await this.send(url, {
        ...init,
        headers: {
          accept: 'application/json',
          ...this.headers,
          ...init.headers,
        },
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
      });
    } catch (error) {
      throw new ForwardedError(`${this.name} can not be reached`, error);
    }
  }

  private async read(response: Response): Promise<unknown> {
    const text = await response.text();
    if (response.status === 404) {
      throw new NotFoundError(`${this.name} answered 404`);
    }
    if (!response.ok) {
      throw new ServiceUnavailableError(
        `${this.name} answered ${response.status}${
          response.status === 401 || response.status === 403
            ? ', the credential is not accepted'
            : ''
        }`,
      );
    }
    try {
      return JSON.parse(text);
    } catch {
      throw new ServiceUnavailableError(
        `${this.name} answered with something that is not JSON`,
      );
    }
  }

  private async wait(length: Millis, signal: AbortSignal): Promise<void> {
    if (length <= 0) return;
    if (length > LONGEST_WAIT) {
      throw new ServiceUnavailableError(
        `${this.name} wants to be asked again in ${Math.ceil(
          length / 1000,
        )} seconds only`,
      );
    }
    await this.pause(length, signal);
  }

  /** Milliseconds until the limit is renewed: seconds in all of these headers, or a date. */
  private resetOf(headers: Headers): Millis | undefined {
    const text = headers.get('retry-after') ?? headers.get('ratelimit-reset');
    if (text === null || text.trim() === '') return undefined;
    const seconds = Number(text);
    if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
    const date = Date.parse(text);
    return Number.isNaN(date) ? undefined : Math.max(0, date - this.now());
  }
}

async function sleep(length: Millis, signal: AbortSignal): Promise<void> {
  await setTimeout(length, undefined, { signal });
}
