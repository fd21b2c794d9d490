import { Millis } from '@backstage-operations/plugin-operations-common';
import {
  ForwardedError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { GithubCredentialsProvider } from '@backstage/integration';
import { setTimeout as sleep } from 'node:timers/promises';
import { nextPage } from './nextPage';
import { limitedFor } from './RateLimit';

/** How long one answer is waited for, in milliseconds. */
const TIMEOUT: Millis = 30_000;

/** Longest wait for a limit to be renewed, in milliseconds; beyond it the next run goes on. */
const LONGEST_WAIT: Millis = 30_000;

/** Times that one request is sent at most. */
const TRIES = 4;

/** A repository and where its API is. */
export interface Repository {
  /** `owner/name` */
  slug: string;
  /** For credentials: `https://github.com/owner/name`. */
  url: string;
  apiBaseUrl: string;
}

/** What {@link GithubApi.create} needs. */
export interface GithubApiOptions {
  credentials: GithubCredentialsProvider;
  now?: () => Millis;
  pause?: (length: Millis, signal: AbortSignal) => Promise<unknown>;
}

/** Asks GitHub's REST API page by page, as its rate limits allow. */
export class GithubApi {
  static create(options: GithubApiOptions): GithubApi {
    return new GithubApi(
      options.credentials,
      options.now ?? (() => Date.now()),
      options.pause ??
        ((length, signal) => sleep(length, undefined, { signal })),
    );
  }

  /** Before when an API is not to be asked again, by its address. */
  private readonly notBefore = new Map<string, Millis>();

  private constructor(
    private readonly credentials: GithubCredentialsProvider,
    private readonly now: () => Millis,
    private readonly pause: (
      length: Millis,
      signal: AbortSignal,
    ) => Promise<unknown>,
  ) {}

  /**
   * Alerts in all states, page by page.
   *
   * @param order - in the order of creation none is missed when one changes meanwhile
   */
  async *alerts(
    repository: Repository,
    order: 'oldest first' | 'last changed first',
    signal: AbortSignal,
  ): AsyncGenerator<unknown[]> {
    const { apiBaseUrl, slug } = repository;
    const sort =
      order === 'oldest first'
        ? 'sort=created&direction=asc'
        : 'sort=updated&direction=desc';
    let url:
      | string
      | undefined = `${apiBaseUrl}/repos/${slug}/dependabot/alerts?per_page=100&${sort}`;
    while (url) {
      const { headers, text }: Awaited<ReturnType<GithubApi['get']>> =
        await this.get(url, repository, signal);
      const page = parse(text);
      yield page;
      url = nextPage(headers.get('link'), url);
    }
  }

  private async get(url: string, repository: Repository, signal: AbortSignal) {
    const { apiBaseUrl } = repository;
    for (let attempt = 1; ; attempt++) {
      await this.wait(apiBaseUrl, signal);
      const answer = await this.send(url, repository, signal);
      const limited = limitedFor(answer, this.now());
      if (limited !== undefined) {
        this.notBefore.set(apiBaseUrl, this.now() + limited);
      }
      if (answer.status === 200) return answer;
      if (limited === undefined) throw problem(answer, repository);
      if (attempt === TRIES) {
        throw new ServiceUnavailableError(
          `GitHub limits its rate, ${attempt} times in a row`,
        );
      }
    }
  }

  private async send(url: string, repository: Repository, signal: AbortSignal) {
    const { token } = await this.credentials.getCredentials({
      url: repository.url,
    });
    if (!token) {
      throw new NotAllowedError(
        `integrations.github has neither a token nor an app for ${repository.url}`,
      );
    }
    try {
      const response = await fetch(url, {
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${token}`,
          'user-agent': 'backstage-operations',
          'x-github-api-version': '2022-11-28',
        },
        // A redirect could carry the credential elsewhere.
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
      });
      const { status, headers } = response;
      return { status, headers, text: await response.text() };
    } catch (error) {
      throw new ForwardedError('GitHub can not be reached', error);
    }
  }

  private async wait(apiBaseUrl: string, signal: AbortSignal): Promise<void> {
    const length = (this.notBefore.get(apiBaseUrl) ?? 0) - this.now();
    if (length <= 0) return;
    if (length > LONGEST_WAIT) {
      const seconds = Math.ceil(length / 1000);
      throw new ServiceUnavailableError(
        `GitHub limits its rate and wants to be asked again in ${seconds} seconds`,
      );
    }
    await this.pause(length, signal);
  }
}

function parse(text: string): unknown[] {
  let page: unknown;
  try {
    page = JSON.parse(text);
  } catch {
    page = undefined;
  }
  if (Array.isArray(page)) return page;
  throw new ServiceUnavailableError(
    'GitHub answered with something that is no list of alerts',
  );
}

function problem(
  { status, text }: { status: number; text: string },
  { slug }: Repository,
): Error {
  if (status >= 300 && status < 400) {
    return new NotFoundError(
      `${slug} has moved; put its new name into github.com/project-slug`,
    );
  }
  if (status === 401) {
    return new NotAllowedError(
      'GitHub answered 401, the credential is not accepted',
    );
  }
  if (status === 403) {
    return new NotAllowedError(
      /disabled/i.test(text)
        ? `Dependabot alerts are disabled for ${slug}`
        : `GitHub answered 403 for ${slug}: the credential needs the permission to read Dependabot alerts`,
    );
  }
  if (status === 404) {
    return new NotFoundError(
      `GitHub answered 404: there is no ${slug}, or the credential may not see it`,
    );
  }
  return new ServiceUnavailableError(`GitHub answered ${status} for ${slug}`);
}
