import { act, renderHook, waitFor } from '@testing-library/react';
import { useQuery } from './useQuery';

describe('useQuery', () => {
  it('keeps the last value and sets refreshError when a refresh fails', async () => {
    const load = jest
      .fn()
      .mockResolvedValueOnce('first')
      .mockRejectedValueOnce(new Error('away'));
    const { result } = renderHook(() => useQuery(load));
    await waitFor(() =>
      expect(result.current.query).toMatchObject({
        status: 'ready',
        value: 'first',
      }),
    );
    await act(async () => result.current.refresh());
    expect(result.current.query).toMatchObject({
      status: 'ready',
      value: 'first',
      refreshError: new Error('away'),
    });
  });

  it('does not keep the value of a previous loader when the next one fails', async () => {
    const first = async () => 'first';
    const second = async () => Promise.reject(new Error('away'));
    const { result, rerender } = renderHook(
      ({ load }) => useQuery<string>(load),
      { initialProps: { load: first } },
    );
    await waitFor(() => expect(result.current.query.status).toBe('ready'));
    rerender({ load: second });
    expect(result.current.query).toMatchObject({
      value: 'first',
      isStale: true,
    });
    await waitFor(() =>
      expect(result.current.query).toEqual({
        status: 'failed',
        error: new Error('away'),
      }),
    );
  });

  it('aborts the request on unmount', async () => {
    const signals: AbortSignal[] = [];
    const load = (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<string>(() => {});
    };
    const { unmount } = renderHook(() => useQuery(load));
    unmount();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});
