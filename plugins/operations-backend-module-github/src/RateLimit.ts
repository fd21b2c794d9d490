import { Millis } from '@backstage-operations/plugin-operations-common';

/** How long to wait after a refusal that names no time, in milliseconds: GitHub asks for at least a minute. */
const UNNAMED: Millis = 60_000;

/**
 * How long GitHub does not want to be asked after an answer, in milliseconds; undefined when it does not limit.
 *
 * @remarks
 * `retry-after` in seconds comes first. Where nothing remains, `x-ratelimit-reset` says when the limit is renewed, in seconds
 * since 1970. A 403 is a limit only when one of the headers or the text says so; else it is a refusal.
 */
export function limitedFor(
  answer: { status: number; headers: Headers; text: string },
  now: Millis,
): Millis | undefined {
  const { status, headers, text } = answer;
  const refused = status === 403 || status === 429;
  const after = Number(headers.get('retry-after') ?? Number.NaN);
  if (refused && after >= 0) return after * 1000;
  if (headers.get('x-ratelimit-remaining') === '0') {
    const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
    if (reset > 0) return Math.max(0, reset * 1000 - now);
    return refused ? UNNAMED : undefined;
  }
  const limited = status === 429 || (refused && /rate limit/i.test(text));
  return limited ? UNNAMED : undefined;
}
