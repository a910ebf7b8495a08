import { isoTime } from './isoTime';
import type { EthConfig } from './sample';
import type { ForkReadiness } from './verdict';

/** What was found of one fork in one client. */
export type ForkFinding = Pick<ForkReadiness, 'verdict' | 'detail'>;

/** Of seconds since the epoch: `2026-10-26`. */
export function day(seconds: number): string {
  return isoTime(seconds * 1000).slice(0, 10);
}

/** What `eth_config` states, without its nulls. */
export function statedForks({ current, next, last }: EthConfig) {
  return [current, next, last].filter(fork => fork !== null);
}
