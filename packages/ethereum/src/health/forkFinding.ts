import type { Message } from '../messages/message';
import { isoTime } from './isoTime';
import type { EthConfig } from './sample';
import type { ForkReadiness } from './verdict';

/** What was found of one fork in one client. */
export interface ForkFinding {
  verdict: ForkReadiness['verdict'];
  detail: Message;
}

/** {@link ForkReadiness} with its sentence as data. */
export type LayerFinding = Omit<ForkReadiness, 'detail' | 'detailCoded'> &
  ForkFinding;

/** Seconds since the epoch as an instant. */
export function instantOf(seconds: number): string {
  return isoTime(seconds * 1000);
}

/** What `eth_config` states, without its nulls. */
export function presentForks({ current, next, last }: EthConfig) {
  return [current, next, last].filter(fork => fork !== null);
}
