import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Time ranges to choose from, in hours. The backend keeps five-minute points for the longest. */
const zooms = [1, 6, 24, 7 * 24];

/**
 * Time range of the history, kept in the URL so that views can be shared and the back button works.
 * @param initial - used if the URL has none; always one of the choices
 */
export function useHistoryHours(initial: number) {
  const [params, setParams] = useSearchParams();
  const choices = [...new Set([...zooms, initial])].sort((a, b) => a - b);
  const requested = Number(params.get('hours'));
  const hours = choices.includes(requested) ? requested : initial;
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
