import { NODES_SIGNAL_CHANNEL } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodesSignal } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect, useRef, useState } from 'react';

/** `Pick` turns the interface into a type that fits the JSON object which signals carry. */
type NodesMessage = Pick<NodesSignal, keyof NodesSignal>;

/** How a page is kept up to date. */
export type UpdateMode = 'live' | 'polling';

/**
 * Refreshes on every signal that nodes changed, and otherwise every `intervalMs` while the page is visible. Signals are a
 * broadcast, so they do not contain the nodes.
 *
 * A connection that a proxy dropped cannot be distinguished from an idle one. The mode is therefore `live` only while
 * signals arrive, and a visible page is refreshed at least once per interval.
 */
export function useNodeUpdates(
  refresh: () => void,
  options: { intervalMs: number },
): UpdateMode {
  const { intervalMs } = options;
  const { lastSignal } = useSignal<NodesMessage>(NODES_SIGNAL_CHANNEL);
  const [mode, setMode] = useState<UpdateMode>('polling');
  const refreshedAt = useRef(Date.now());
  const signalledAt = useRef(0);
  const latest = useRef(refresh);
  latest.current = refresh;

  useEffect(() => {
    if (!lastSignal) {
      return;
    }
    signalledAt.current = Date.now();
    setMode('live');
    refreshedAt.current = Date.now();
    latest.current();
  }, [lastSignal]);

  useEffect(() => {
    const refreshWhenDue = () => {
      const now = Date.now();
      if (now - signalledAt.current > 2 * intervalMs) {
        setMode('polling');
      }
      if (
        document.visibilityState === 'visible' &&
        now - refreshedAt.current >= intervalMs
      ) {
        refreshedAt.current = now;
        latest.current();
      }
    };
    const timer = setInterval(refreshWhenDue, 1_000);
    document.addEventListener('visibilitychange', refreshWhenDue);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refreshWhenDue);
    };
  }, [intervalMs]);

  return mode;
}
