import { messageTable, nodeMessages, sayingOf } from '@nodeyard/ethereum';
import { clusterMessages } from './fleetMessages/clusters';
import { endpointMessages } from './fleetMessages/endpoints';
import { lookMessages } from './fleetMessages/looks';
import { thirdPartyMessages } from './fleetMessages/thirdParty';
import { podMessages } from './fleetMessages/pods';

/** Every sentence that the backend can say of a node, of a cluster or of an entity, verdicts among them. @public */
export const fleetMessages = messageTable({
  ...nodeMessages,
  ...clusterMessages,
  ...podMessages,
  ...lookMessages,
  ...endpointMessages,
  ...thirdPartyMessages,
});
/** @public */
export type FleetMessageCode = keyof typeof fleetMessages;

/** Makes one of {@link fleetMessages}. @public */
export const createFleetMessage = sayingOf(fleetMessages);
