import { act, renderHook, waitFor } from '@testing-library/react';
import { useLoad } from './useLoad';

describe('useLoad', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('keeps the last value beside the error when a refresh fails', async () => {
    const fetcher = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('first')
      .mockRejectedValueOnce(new Error('gone'));
    const { result } = renderHook(() => useLoad('key', fetcher));
    await waitFor(() => expect(result.current.value).toBe('first'));
    await act(async () => result.current.refresh());
    await waitFor(() => expect(result.current.error?.message).toBe('gone'));
    expect(result.current.value).toBe('first');
  });

  it('drops the answer to an older key', async () => {
    let answerOld: (value: string) => void = () => {};
    const answers: Record<string, Promise<string>> = {
      old: new Promise(resolve => {
        answerOld = resolve;
      }),
      new: Promise.resolve('of new'),
    };
    const { result, rerender } = renderHook(
      ({ name }) => useLoad(name, () => answers[name]),
      { initialProps: { name: 'old' } },
    );
    rerender({ name: 'new' });
    await waitFor(() => expect(result.current.value).toBe('of new'));
    await act(async () => answerOld('of old'));
    expect(result.current.value).toBe('of new');
  });

  it('fetches again while the page is seen, and not while it is hidden', async () => {
    jest.useFakeTimers();
    const fetcher = jest.fn(async () => 'value');
    const seen = jest.spyOn(document, 'visibilityState', 'get');
    seen.mockReturnValue('visible');
    renderHook(() => useLoad('key', fetcher, { every: 15_000 }));
    await act(() => jest.advanceTimersByTimeAsync(15_000));
    expect(fetcher).toHaveBeenCalledTimes(2);
    seen.mockReturnValue('hidden');
    await act(() => jest.advanceTimersByTimeAsync(60_000));
    expect(fetcher).toHaveBeenCalledTimes(2);
    seen.mockReturnValue('visible');
    await act(async () => {
      document.dispatchEvent(new Event('visibilitychange'));
    });
    expect(fetcher).toHaveBeenCalledTimes(3);
    seen.mockRestore();
  });
});
