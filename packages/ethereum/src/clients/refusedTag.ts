import type { Client } from './schema';
import { compareTags } from './version';

/**
 * Reason why an image tag of a client must not run on a network. Continues "geth v1.17.9 ...", without a full stop.
 *
 * Tags are judged by their release, so a tag without one (`latest`, a custom build) is not judged. The chart's
 * `ethereum.tagReason` returns the same text.
 *
 * @returns undefined if the tag may run
 * @public
 */
export function refusedTag(
  client: Client,
  network: string,
  tag: string,
): string | undefined {
  const refused = client.refusedTags?.find(
    candidate =>
      candidate.networks.includes(network) &&
      compareTags(candidate.tag, tag) === 0,
  );
  if (refused) return refused.reason;
  const minimum = Object.hasOwn(client.minimumTags ?? {}, network)
    ? client.minimumTags?.[network]
    : undefined;
  if (minimum === undefined) return undefined;
  return (compareTags(tag, minimum) ?? 0) < 0
    ? `is from before ${minimum}, the oldest release known to follow ${network}`
    : undefined;
}
