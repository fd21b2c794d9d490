import {
  askOnce,
  ForbiddenAddressError,
  Resolve,
  systemResolve,
} from './askOnce';
import { LinkAnswer, LinkChecker } from './LinkChecker';

/** Redirects followed at most. */
const MAX_HOPS = 4;

/** Milliseconds that one link may take with all its redirects. */
const PATIENCE = 10_000;

/** Links opened at once by this replica. */
const AT_ONCE = 8;

/** Options of {@link SafeLinkChecker.create}. @internal */
export interface SafeLinkCheckerOptions {
  /** Hosts, with a port where it is not the usual one, that may be in a private network. */
  allow: readonly string[];
  resolve?: Resolve;
  patience?: number;
}

/**
 * Opens links that anybody may have written, without becoming a way into the network.
 *
 * @remarks
 * Only http(s), no credentials in the address, only the usual ports, only public addresses; each redirect is judged again.
 * No cookie or token is sent and nothing of a body is read.
 * @internal
 */
export class SafeLinkChecker implements LinkChecker {
  static create(options: SafeLinkCheckerOptions): SafeLinkChecker {
    return new SafeLinkChecker(
      new Set(options.allow.map(host => host.toLocaleLowerCase('en-US'))),
      options.resolve ?? systemResolve,
      options.patience ?? PATIENCE,
    );
  }

  private free = AT_ONCE;
  private readonly waiting: (() => void)[] = [];

  private constructor(
    private readonly allow: ReadonlySet<string>,
    private readonly resolve: Resolve,
    private readonly patience: number,
  ) {}

  async check(url: string, signal: AbortSignal): Promise<LinkAnswer> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>(done => this.waiting.push(done));
    try {
      return await this.open(
        url,
        AbortSignal.any([signal, AbortSignal.timeout(this.patience)]),
      );
    } catch (error) {
      return explain(error);
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }

  private async open(start: string, signal: AbortSignal): Promise<LinkAnswer> {
    let url = new URL(start);
    for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
      const answer = await this.ask(url, signal);
      const { status, location } = answer;
      if (status < 300 || status >= 400 || location === undefined) {
        return judge(status);
      }
      url = new URL(location, url);
    }
    return { reachable: null, reason: `more than ${MAX_HOPS} redirects` };
  }

  private async ask(url: URL, signal: AbortSignal) {
    const trusted = this.allow.has(url.host);
    requireHarmless(url, trusted);
    const send = (method: 'HEAD' | 'GET') =>
      within(
        askOnce(url, { method, trusted, resolve: this.resolve, signal }),
        signal,
      );
    const answer = await send('HEAD');
    // Some servers know no HEAD and say so with any error they like.
    return answer.status >= 400 ? send('GET') : answer;
  }
}

/** Name resolution knows no signal, so that its wait ends here. */
function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const stop = () => fail(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(done, fail).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}

function requireHarmless(url: URL, trusted: boolean): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ForbiddenAddressError('only http and https are opened');
  }
  if (url.username || url.password) {
    throw new ForbiddenAddressError('it holds credentials');
  }
  if (url.port !== '' && !trusted) {
    throw new ForbiddenAddressError(`port ${url.port} is not opened`);
  }
}

function judge(status: number): LinkAnswer {
  if (status >= 200 && status < 300) return { reachable: true };
  const reason = `answered ${status}`;
  return status === 404 || status === 410
    ? { reachable: false, reason }
    : { reachable: null, reason };
}

function explain(error: unknown): LinkAnswer {
  if (error instanceof ForbiddenAddressError) {
    return { reachable: null, reason: `not opened: ${error.message}` };
  }
  const { code, name } = error as { code?: string; name?: string };
  if (code === 'ENOTFOUND' || code === 'ECONNREFUSED') {
    return { reachable: false, reason: `could not be opened (${code})` };
  }
  const why = code ?? name ?? 'unknown error';
  return { reachable: null, reason: `could not be opened (${why})` };
}
