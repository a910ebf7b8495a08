/** From and to in milliseconds since the epoch. */
export interface Window {
  from: number;
  to: number;
}

/** Whether a moment, or a time from one to another, touches one of the windows. */
export function touches(
  windows: readonly Window[],
  from: number,
  to = from,
): boolean {
  return windows.some(window => from <= window.to && to >= window.from);
}
