import { act, renderHook, waitFor } from '@testing-library/react';
import { useQuery } from './useQuery';

describe('useQuery', () => {
  it('keeps the last value when a refresh fails, and says so', async () => {
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

  it('does not show the answer to one question as the answer to the next that failed', async () => {
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

  it('gives up a question that nobody asks any more', async () => {
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
