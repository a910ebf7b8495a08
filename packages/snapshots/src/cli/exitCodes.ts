import { StoppedKind } from '../stopped';

/** 128 + SIGTERM, as shells report it. */
const CANCELLED = 143;

export const DONE = 0;
export const DEFECT = 1;
export const USAGE = 2;

const codes: Record<StoppedKind, number> = {
  refused: 3,
  corrupt: 4,
  'store-unavailable': 5,
  cancelled: CANCELLED,
};

export function exitCodeOf(kind: StoppedKind): number {
  return codes[kind];
}
