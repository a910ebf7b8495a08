import type { BackstageUserIdentity } from '@backstage/core-plugin-api';

/** The most owners that the backend takes in one question. */
const MAX_OWNERS = 100;

/** What a reader owns nodes as: as themselves, and as each of their groups. */
export function ownersOf(identity: BackstageUserIdentity): string[] {
  return identity.ownershipEntityRefs.slice(0, MAX_OWNERS);
}
