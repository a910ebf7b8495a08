import { useEffect, useState } from 'react';

/**
 * The current time in milliseconds, renewed every `intervalMs`.
 *
 * Use it in the smallest component that shows an age: its whole subtree renders on every tick.
 */
export function useNow(intervalMs = 1_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
