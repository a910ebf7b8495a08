import type { Message } from '../messages/message';
import { say } from '../messages/nodeMessages';
import type { Network } from '../networks/schema';

/** Fork dates and the like are looked at again within this time. */
const FRESH_DATA_DAYS = 30;

/** Says so when a network's data has not been checked for a month; never a reason to block anything. */
export function oldDataRemark(
  network: Network,
  now: number,
): Message | undefined {
  const days = Math.floor((now - Date.parse(network.checkedAt)) / 86_400_000);
  return days > FRESH_DATA_DAYS
    ? say('data-old', {
        network: network.name,
        checkedAt: network.checkedAt,
        days,
      })
    : undefined;
}
