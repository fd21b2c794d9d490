import { useSignal } from '@backstage/plugin-signals-react';
import { renderHook } from '@testing-library/react';
import { useHints } from './useHints';

jest.mock('@backstage/plugin-signals-react', () => ({ useSignal: jest.fn() }));

const hint = (lastSignal: object | null) =>
  (useSignal as jest.Mock).mockReturnValue({ lastSignal });

it('looks again once per hint, on our own channel', () => {
  const refresh = jest.fn();
  hint(null);
  const { rerender } = renderHook(() => useHints(refresh));
  expect(refresh).not.toHaveBeenCalled();
  const first = { scope: 'request:component:default/checkout:ready' };
  hint(first);
  rerender();
  rerender();
  expect(refresh).toHaveBeenCalledTimes(1);
  hint({ ...first });
  rerender();
  expect(refresh).toHaveBeenCalledTimes(2);
  expect(useSignal).toHaveBeenCalledWith('operations');
});
