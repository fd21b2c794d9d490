import { Millis } from '../../time';
import { earliestAfter } from '../select';
import { EndOfLife, ScanStream } from './ScanStream';

/** What has reached its end of life by an instant, each product once, and when the next one does. @internal */
export function endOfLife(
  streams: readonly ScanStream[],
  now: Millis,
): { reached: EndOfLife[]; validUntil?: Millis } {
  const products = new Map<string, EndOfLife>();
  for (const entry of streams.flatMap(
    stream => stream.endOfLife?.products ?? [],
  )) {
    const key = JSON.stringify([entry.product, entry.version]);
    const other = products.get(key);
    const since = Math.min(entry.since ?? -Infinity, other?.since ?? Infinity);
    products.set(key, {
      ...entry,
      since: since === -Infinity ? undefined : since,
    });
  }
  const all = [...products.values()];
  const validUntil = earliestAfter(
    now,
    all.map(({ since }) => since),
  );
  return {
    reached: all.filter(({ since }) => since === undefined || since <= now),
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}
