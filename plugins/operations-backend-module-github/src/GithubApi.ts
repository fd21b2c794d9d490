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

/** What is asked for, and what it is called in messages. */
interface Asked {
  repository: Repository;
  path: string;
  what: string;
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

  /** Issues per page. */
  static readonly pageSize = 100;

  /**
   * Alerts in all states, page by page.
   *
   * @param order - in the order of creation none is missed when one changes meanwhile
   */
  alerts(
    repository: Repository,
    order: 'oldest first' | 'last changed first',
    signal: AbortSignal,
  ): AsyncGenerator<unknown[]> {
    const sort =
      order === 'oldest first'
        ? 'sort=created&direction=asc'
        : 'sort=updated&direction=desc';
    const path = `dependabot/alerts?per_page=100&${sort}`;
    return this.pages({ repository, path, what: 'Dependabot alerts' }, signal);
  }

  /** One page of the issues with a label, in all states, that changed at or after an instant; the oldest change first. */
  async issues(
    repository: Repository,
    query: { label: string; since: string | undefined; page: number },
    signal: AbortSignal,
  ): Promise<unknown[]> {
    const search = new URLSearchParams({
      labels: query.label,
      state: 'all',
      sort: 'updated',
      direction: 'asc',
      per_page: String(GithubApi.pageSize),
      page: String(query.page),
      ...(query.since ? { since: query.since } : {}),
    });
    const asked = { repository, path: `issues?${search}`, what: 'issues' };
    const { text } = await this.get(addressOf(asked), asked, signal);
    return listOf(text, asked.what);
  }

  /** One issue as it is now. */
  async issue(
    repository: Repository,
    number: number,
    signal: AbortSignal,
  ): Promise<unknown> {
    const asked = { repository, path: `issues/${number}`, what: 'issues' };
    const { text } = await this.get(addressOf(asked), asked, signal);
    return parse(text);
  }

  /** What happened to an issue, page by page, the oldest first. */
  timeline(
    repository: Repository,
    number: number,
    signal: AbortSignal,
  ): AsyncGenerator<unknown[]> {
    const path = `issues/${number}/timeline?per_page=100`;
    return this.pages({ repository, path, what: 'issues' }, signal);
  }

  private async *pages(
    asked: Asked,
    signal: AbortSignal,
  ): AsyncGenerator<unknown[]> {
    let url: string | undefined = addressOf(asked);
    while (url) {
      const { headers, text }: Awaited<ReturnType<GithubApi['get']>> =
        await this.get(url, asked, signal);
      yield listOf(text, asked.what);
      url = nextPage(headers.get('link'), url);
    }
  }

  private async get(url: string, asked: Asked, signal: AbortSignal) {
    const { repository } = asked;
    const { apiBaseUrl } = repository;
    for (let attempt = 1; ; attempt++) {
      await this.wait(apiBaseUrl, signal);
      const answer = await this.send(url, repository, signal);
      const limited = limitedFor(answer, this.now());
      if (limited !== undefined) {
        this.notBefore.set(apiBaseUrl, this.now() + limited);
      }
      if (answer.status === 200) return answer;
      if (limited === undefined) throw problem(answer, asked);
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

function addressOf({ repository, path }: Asked): string {
  return `${repository.apiBaseUrl}/repos/${repository.slug}/${path}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listOf(text: string, what: string): unknown[] {
  const page = parse(text);
  if (Array.isArray(page)) return page;
  throw new ServiceUnavailableError(
    `GitHub answered with something that is no list of ${what}`,
  );
}

function problem(
  { status, text }: { status: number; text: string },
  { repository: { slug }, what }: Asked,
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
        ? `${what} are disabled for ${slug}`
        : `GitHub answered 403 for ${slug}: the credential needs the permission to read ${what}`,
    );
  }
  if (status === 410 && /disabled/i.test(text)) {
    return new NotAllowedError(`${what} are disabled for ${slug}`);
  }
  if (status === 404 || status === 410) {
    return new NotFoundError(
      `GitHub answered ${status}: there is no ${slug}, or the credential may not see it`,
    );
  }
  return new ServiceUnavailableError(`GitHub answered ${status} for ${slug}`);
}
