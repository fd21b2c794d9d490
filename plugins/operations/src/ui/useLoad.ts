import { useCallback, useEffect, useRef, useState } from 'react';

/** What is known of something fetched; the last value stays while a newer one is on its way or fails. @internal */
export interface Load<T> {
  value?: T;
  error?: Error;
  loading: boolean;
  /** When the value arrived, milliseconds since the epoch. */
  loadedAt?: number;
  refresh: () => void;
}

type State<T> = Omit<Load<T>, 'refresh' | 'loading'> & { key?: string };

/**
 * Fetches once per key, and again every `every` milliseconds while the page can be seen.
 *
 * @remarks Coming back to the page fetches at once. Answers to an older key are dropped.
 * @internal
 */
export function useLoad<T>(
  key: string,
  fetcher: () => Promise<T>,
  options: { every?: number } = {},
): Load<T> {
  const { every } = options;
  const [state, setState] = useState<State<T>>({});
  const [pending, setPending] = useState(0);
  const latest = useRef(fetcher);
  latest.current = fetcher;
  const current = useRef(key);
  current.current = key;

  const refresh = useCallback(async () => {
    setPending(count => count + 1);
    try {
      const value = await latest.current();
      if (current.current === key) {
        setState({ key, value, loadedAt: Date.now() });
      }
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      if (current.current === key) {
        setState(last =>
          last.key === key ? { ...last, error } : { key, error },
        );
      }
    } finally {
      setPending(count => count - 1);
    }
  }, [key]);

  useEffect(() => {
    refresh();
    if (every === undefined) return undefined;
    const whenSeen = () => {
      if (document.visibilityState === 'visible') refresh();
    };
    const timer = setInterval(whenSeen, every);
    document.addEventListener('visibilitychange', whenSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', whenSeen);
    };
  }, [refresh, every]);

  const own = state.key === key ? state : {};
  return { ...own, loading: pending > 0, refresh };
}
