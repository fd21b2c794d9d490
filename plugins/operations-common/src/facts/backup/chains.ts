import { Millis } from '../../time';

/** What of a run its place in a chain can change. */
interface Link {
  id: string;
  record: { payload: { dependsOn?: string[] } };
  good: boolean;
  doubt?: string;
  usableUntil?: Millis;
}

function spoil(link: Link, doubt: string): void {
  link.good = false;
  link.doubt = doubt;
}

function settle(
  link: Link,
  byId: ReadonlyMap<string, Link>,
  settled: Set<Link>,
  path: Set<Link>,
): void {
  if (settled.has(link)) return;
  path.add(link);
  for (const id of link.record.payload.dependsOn ?? []) {
    const needed = byId.get(id);
    if (needed === undefined) {
      if (link.good) spoil(link, `it needs ${id}, which is not known`);
      continue;
    }
    if (!path.has(needed)) settle(needed, byId, settled, path);
    else if (link.good) spoil(link, `it needs ${id}, which needs it`);
    if (link.good && !needed.good) {
      spoil(link, `it needs ${id}, which is not good`);
    }
    if (needed.usableUntil !== undefined) {
      link.usableUntil = Math.min(
        link.usableUntil ?? Infinity,
        needed.usableUntil,
      );
    }
  }
  path.delete(link);
  settled.add(link);
}

/**
 * Takes the good mark from runs that need something unknown, not good or circular, and ends their use with what they need.
 *
 * @internal
 */
export function resolveChains(runs: readonly Link[]): void {
  if (!runs.some(run => run.record.payload.dependsOn?.length)) return;
  const byId = new Map<string, Link>();
  for (const run of runs) byId.set(run.id, run);
  const settled = new Set<Link>();
  // Oldest first, so that a long chain is walked one step at a time.
  for (const run of runs) settle(run, byId, settled, new Set());
}
