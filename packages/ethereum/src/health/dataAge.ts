import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import type { Network } from '../networks/schema';

/** Fork dates and other facts are checked again within this time. */
const MAX_DATA_AGE_DAYS = 30;

/** Message if a network's data has not been checked for a month. It never affects the state. */
export function outdatedDataMessage(
  network: Network,
  now: number,
): Message | undefined {
  const days = Math.floor((now - Date.parse(network.checkedAt)) / 86_400_000);
  return days > MAX_DATA_AGE_DAYS
    ? createNodeMessage('data-old', {
        network: network.name,
        checkedAt: network.checkedAt,
        days,
      })
    : undefined;
}
