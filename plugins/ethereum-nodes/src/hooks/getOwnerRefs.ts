import type { BackstageUserIdentity } from '@backstage/core-plugin-api';
import { MAX_OWNERS } from '../limits';

/** Entity references of the user and of the user's groups. */
export function getOwnerRefs(identity: BackstageUserIdentity): string[] {
  return identity.ownershipEntityRefs.slice(0, MAX_OWNERS);
}
