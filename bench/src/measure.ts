import autocannon from 'autocannon';

/** Requests per second and latency of one address. */
export interface Measured {
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  errors: number;
  bytes: number;
}

/** Asks one address as fast as it answers, for some seconds. */
export async function hammer(
  url: string,
  token: string,
  connections: number,
  seconds: number,
  post?: { method: 'POST'; body: string },
): Promise<Measured> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    headers: {
      authorization: `Bearer ${token}`,
      'accept-encoding': 'gzip',
      ...(post ? { 'content-type': 'application/json' } : {}),
    },
    ...post,
  });
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p95: result.latency.p97_5,
    p99: result.latency.p99,
    errors: result.non2xx + result.errors,
    bytes: result.throughput.average / Math.max(1, result.requests.average),
  };
}

/** Seconds and bytes of one whole answer, and seconds to its first byte. */
export async function whole(url: string, token: string, accept: string) {
  const start = performance.now();
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, accept },
  });
  if (!response.ok || !response.body) {
    throw new Error(
      `${url} answered ${response.status}: ${(await response.text()).slice(
        0,
        300,
      )}`,
    );
  }
  let bytes = 0;
  let first = 0;
  for await (const chunk of response.body) {
    if (bytes === 0) first = (performance.now() - start) / 1000;
    bytes += (chunk as Uint8Array).length;
  }
  return { seconds: (performance.now() - start) / 1000, first, bytes };
}
