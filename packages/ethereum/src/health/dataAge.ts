import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import type { Network } from '../networks/schema';

/** Fork dates and the like are looked at again within this time. */
const MAX_DATA_AGE_DAYS = 30;

/** Says so when a network's data has not been checked for a month; never a reason to block anything. */
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
