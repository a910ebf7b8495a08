import { useEffect } from 'react';

/** Asks again and again, but not for a page that nobody looks at. */
export function useRefreshWhileVisible(
  refresh: () => void,
  intervalMs: number,
) {
  useEffect(() => {
    const timer = setInterval(
      () => document.visibilityState === 'visible' && refresh(),
      intervalMs,
    );
    return () => clearInterval(timer);
  }, [refresh, intervalMs]);
}
