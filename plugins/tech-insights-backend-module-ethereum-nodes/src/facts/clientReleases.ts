import { compareTags, refusedTag } from '@nodeyard/ethereum';
import type { RunningClient } from './runningClients';
import { daysBetween } from './daysBetween';
import { everyKnown } from './everyKnown';

/** Whether the release of every client is supported on its network. */
export function clientsSupported(
  clients: readonly RunningClient[],
): boolean | undefined {
  return everyKnown(
    clients.map(({ facts, network, tag }) =>
      facts === undefined || tag === undefined
        ? undefined
        : refusedTag(facts, network, tag) === undefined,
    ),
  );
}

/**
 * Days since the newer release of the client that has been outdated longest, by the data of this module.
 * @returns undefined if the release of a client is unknown
 */
export function clientsOutdatedDays(
  clients: readonly RunningClient[],
  now: Date,
): number | undefined {
  const days = clients.map(client => outdatedDays(client, now));
  return days.length === 0 || days.includes(undefined)
    ? undefined
    : Math.max(...days.map(Number));
}

function outdatedDays(
  { facts, tag }: RunningClient,
  now: Date,
): number | undefined {
  if (facts === undefined || tag === undefined) return undefined;
  const difference = compareTags(tag, facts.image.tag);
  if (difference === undefined || difference >= 0) {
    return difference === undefined ? undefined : 0;
  }
  const { releasedAt } = facts.image;
  return releasedAt === undefined
    ? undefined
    : Math.floor(daysBetween(releasedAt, now));
}
