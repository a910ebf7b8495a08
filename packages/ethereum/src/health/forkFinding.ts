import type { Message } from '../messages/message';
import { isoTime } from './isoTime';
import type { EthConfig } from './sample';
import type { ForkReadiness } from './verdict';

/** Result of checking one fork of one client. */
export interface ForkFinding {
  verdict: ForkReadiness['verdict'];
  detail: Message;
}

/** {@link ForkReadiness} whose detail is a message. */
export type LayerFinding = Omit<ForkReadiness, 'detail' | 'detailCoded'> &
  ForkFinding;

/** ISO 8601 time of seconds since the epoch. */
export function instantOf(seconds: number): string {
  return isoTime(seconds * 1000);
}

/** Forks of `eth_config` that are not null. */
export function presentForks({ current, next, last }: EthConfig) {
  return [current, next, last].filter(fork => fork !== null);
}
