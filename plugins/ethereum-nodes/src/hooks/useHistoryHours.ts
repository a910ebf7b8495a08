import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** How much of the past can be looked at, in hours; the backend keeps five minutes apart what is within the longest. */
const zooms = [1, 6, 24, 7 * 24];

/**
 * How many hours of the past the page shows, kept in the URL so that a view can be shared and the back button works.
 * @param initial - where the address says nothing; it is among those to choose from
 */
export function useHistoryHours(initial: number) {
  const [params, setParams] = useSearchParams();
  const choices = [...new Set([...zooms, initial])].sort((a, b) => a - b);
  const asked = Number(params.get('hours'));
  const hours = choices.includes(asked) ? asked : initial;
  const setHours = useCallback(
    (chosen: number) =>
      setParams(before => {
        const next = new URLSearchParams(before);
        next.set('hours', String(chosen));
        return next;
      }),
    [setParams],
  );
  return { hours, choices, setHours };
}
