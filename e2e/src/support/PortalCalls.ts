import { signIn } from '../../../toolchain/portal.mjs';

/** How to call. */
export interface CallOptions {
  /** Example person, or `ci` for the service token. */
  as?: string;
  /** Sent as JSON. */
  body?: unknown;
}

/** What came back. */
export interface Answer {
  status: number;
  body: any;
}

/** Calls the API of a portal as example people and as CI would. */
export function portalCalls(url: string) {
  const tokens = new Map<string, string>();

  async function tokenOf(person: string): Promise<string> {
    if (person === 'ci') return 'operations-dev-token';
    const known = tokens.get(person);
    if (known) return known;
    const { token } = await signIn(url, `user:default/${person}`);
    tokens.set(person, token);
    return token;
  }

  return async function call(
    method: string,
    path: string,
    { as = 'engineer-one', body }: CallOptions = {},
  ): Promise<Answer> {
    const answer = await fetch(`${url}/api/operations${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf(as)}`,
        'content-type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : null };
  };
}
