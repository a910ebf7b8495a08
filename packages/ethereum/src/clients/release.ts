import type { Client, Versioned } from './schema';
import { compareTags } from './version';

/**
 * Whether an image tag is of a release or newer; release candidates count. A tag without a release counts as
 * the newest. The chart's `ethereum.isSince` has the same rules.
 * @public
 */
export function isSince(tag: string, release: string): boolean {
  return (compareTags(tag, `${release}-rc`) ?? 0) >= 0;
}

/**
 * The entries of `versions` that apply to a release.
 *
 * @param tag - image tag; absent: the one of the facts
 * @public
 */
export function versionsInForce(
  client: Client,
  tag: string = client.image.tag,
): Versioned[] {
  return (client.versions ?? []).filter(
    ({ from, until }) =>
      (from === undefined || isSince(tag, from)) &&
      (until === undefined || !isSince(tag, until)),
  );
}

/**
 * The ports that a release of a client listens on: those of its facts without those that only other releases have.
 *
 * @param tag - image tag; absent: the one of the facts
 * @public
 */
export function portsOf<C extends Client>(
  client: C,
  tag: string = client.image.tag,
): C['ports'] {
  const listened = versionsInForce(client, tag).map(({ port }) => port);
  const versioned = (client.versions ?? []).map(({ port }) => port);
  return Object.fromEntries(
    Object.entries(client.ports).filter(
      ([name]) => !versioned.includes(name) || listened.includes(name),
    ),
  ) as C['ports'];
}
