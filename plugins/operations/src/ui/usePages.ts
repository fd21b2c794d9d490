import { Page } from '@backstage-operations/plugin-operations-common';
import { useState } from 'react';
import { Load, useLoad } from './useLoad';

const pageSize = 50;

/** One page of a list and the way to its neighbours. @internal */
export interface Pages<P> {
  load: Load<P>;
  /** Position of the first row, from 1. */
  first: number;
  previous?: () => void;
  next?: () => void;
}

/** Walks a list page by page; another key starts from its beginning. @internal */
export function usePages<P extends Page<unknown>>(
  key: string,
  fetcher: (limit: number, cursor: string | undefined) => Promise<P>,
  options: { every?: number } = {},
): Pages<P> {
  const [walk, setWalk] = useState<{ key: string; cursors: string[] }>({
    key,
    cursors: [],
  });
  const cursors = walk.key === key ? walk.cursors : [];
  const cursor = cursors[cursors.length - 1];
  const load = useLoad(
    `${key} ${cursor ?? ''}`,
    () => fetcher(pageSize, cursor),
    options,
  );
  const after = load.value?.nextCursor;
  return {
    load,
    first: cursors.length * pageSize + 1,
    previous:
      cursors.length > 0
        ? () => setWalk({ key, cursors: cursors.slice(0, -1) })
        : undefined,
    next: after
      ? () => setWalk({ key, cursors: [...cursors, after] })
      : undefined,
  };
}
