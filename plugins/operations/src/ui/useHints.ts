import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect } from 'react';

/**
 * Does something at once when the portal says that something changed for the person who looks.
 *
 * @remarks A hint carries ids only and may never come: whoever uses this asks again by themselves as well.
 * @internal
 */
export function useHints(refresh: () => void): void {
  const { lastSignal } = useSignal('operations');
  useEffect(() => {
    if (lastSignal) refresh();
  }, [lastSignal, refresh]);
}
