import {
  messageTable,
  nodeMessages,
  createMessageFactory,
} from '@nodeyard/ethereum';
import { clusterMessages } from './fleetMessages/clusters';
import { endpointMessages } from './fleetMessages/endpoints';
import { pollMessages } from './fleetMessages/polls';
import { thirdPartyMessages } from './fleetMessages/thirdParty';
import { podMessages } from './fleetMessages/pods';

/** Every sentence of the backend on a node, a cluster or an entity, including those of verdicts. @public */
export const fleetMessages = messageTable({
  ...nodeMessages,
  ...clusterMessages,
  ...podMessages,
  ...pollMessages,
  ...endpointMessages,
  ...thirdPartyMessages,
});
/** @public */
export type FleetMessageCode = keyof typeof fleetMessages;

/** Creates a message of {@link fleetMessages}. @public */
export const createFleetMessage = createMessageFactory(fleetMessages);
