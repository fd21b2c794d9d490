import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Changes several parameters of the address at once; undefined takes one out. @internal */
export function useUrlParams(): [
  URLSearchParams,
  (changes: Record<string, string | undefined>) => void,
] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (changes: Record<string, string | undefined>) =>
      setParams(
        current => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(changes)) {
            if (value === undefined || value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  return [params, change];
}

/** One parameter of the address as state, so that a view can be shared as a link. @internal */
export function useUrlParam(
  name: string,
): [string | undefined, (value: string | undefined) => void] {
  const [params, change] = useUrlParams();
  const set = useCallback(
    (value: string | undefined) => change({ [name]: value }),
    [change, name],
  );
  return [params.get(name) ?? undefined, set];
}
