import { clientMessages } from './nodeMessages/clients';
import { forkMessages } from './nodeMessages/forks';
import { headMessages } from './nodeMessages/head';
import { maintenanceMessages } from './nodeMessages/maintenance';
import { terms } from './nodeMessages/terms';
import { messageTable, createMessageFactory } from './table';

/** All sentences of verdicts. @public */
export const nodeMessages = messageTable({
  ...terms,
  ...headMessages,
  ...clientMessages,
  ...forkMessages,
  ...maintenanceMessages,
});
/** @public */
export type NodeMessageCode = keyof typeof nodeMessages;

/** Creates a message of a verdict. */
export const createNodeMessage = createMessageFactory(nodeMessages);
