import { useEffect } from 'react';

/** Calls `refresh` at an interval while the page is visible. */
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
