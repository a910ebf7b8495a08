import type { NodesSignal } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { SignalApi } from '@backstage/plugin-signals-react';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { useNodeUpdates } from './useNodeUpdates';

const INTERVAL_MS = 30_000;
type Listener = (message: NodesSignal) => void;

/** Signals connection whose messages the test sends. */
function fakeConnection() {
  const listeners: Listener[] = [];
  const signals: Pick<SignalApi, 'subscribe'> = {
    subscribe: (_channel, onMessage) => {
      // Signals are JSON objects.
      listeners.push(message => onMessage(JSON.parse(JSON.stringify(message))));
      return { unsubscribe: () => {} };
    },
  };
  const send = () =>
    act(() =>
      listeners.forEach(listener =>
        listener({ changedAt: '2026-11-23T12:00:00.000Z' }),
      ),
    );
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestApiProvider apis={[[signalApiRef, signals]]}>
      {children}
    </TestApiProvider>
  );
  return { send, wrapper };
}

const withoutSignals = ({ children }: { children: ReactNode }) => (
  <TestApiProvider apis={[]}>{children}</TestApiProvider>
);
const advance = (ms: number) => act(() => jest.advanceTimersByTime(ms));

describe('useNodeUpdates', () => {
  let visibility = 'visible';
  beforeEach(() => {
    visibility = 'visible';
    jest.useFakeTimers();
    jest
      .spyOn(document, 'visibilityState', 'get')
      .mockImplementation(() => visibility as DocumentVisibilityState);
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('polls without signals', () => {
    const refresh = jest.fn();
    const { result } = renderHook(
      () => useNodeUpdates(refresh, { intervalMs: INTERVAL_MS }),
      { wrapper: withoutSignals },
    );
    advance(2 * INTERVAL_MS + 1_000);
    expect(refresh).toHaveBeenCalledTimes(2);
    expect(result.current).toBe('polling');
  });

  it('does not poll while the page is hidden, and refreshes when it is shown again', () => {
    const refresh = jest.fn();
    renderHook(() => useNodeUpdates(refresh, { intervalMs: INTERVAL_MS }), {
      wrapper: withoutSignals,
    });
    visibility = 'hidden';
    advance(10 * INTERVAL_MS);
    expect(refresh).not.toHaveBeenCalled();
    visibility = 'visible';
    act(() => {
      document.dispatchEvent(new Event('visibilitychange'));
    });
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('is live while signals arrive, and refreshes on each', () => {
    const refresh = jest.fn();
    const { send, wrapper } = fakeConnection();
    const { result } = renderHook(
      () => useNodeUpdates(refresh, { intervalMs: INTERVAL_MS }),
      { wrapper },
    );
    expect(result.current).toBe('polling');
    send();
    expect(result.current).toBe('live');
    expect(refresh).toHaveBeenCalledTimes(1);
    send();
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('falls back to polling when no signals arrive', () => {
    const { send, wrapper } = fakeConnection();
    const { result } = renderHook(
      () => useNodeUpdates(jest.fn(), { intervalMs: INTERVAL_MS }),
      { wrapper },
    );
    send();
    expect(result.current).toBe('live');
    advance(2 * INTERVAL_MS + 2_000);
    expect(result.current).toBe('polling');
  });
});
