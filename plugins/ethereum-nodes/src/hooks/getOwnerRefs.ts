import type { BackstageUserIdentity } from '@backstage/core-plugin-api';

/** Limit of the parameter `owner` of the REST API. */
const MAX_OWNERS = 100;

/** Entity references of the user and of the user's groups. */
export function getOwnerRefs(identity: BackstageUserIdentity): string[] {
  return identity.ownershipEntityRefs.slice(0, MAX_OWNERS);
}
