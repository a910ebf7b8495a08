import { clientMessages } from './nodeMessages/clients';
import { forkMessages } from './nodeMessages/forks';
import { headMessages } from './nodeMessages/head';
import { maintenanceMessages } from './nodeMessages/maintenance';
import { terms } from './nodeMessages/terms';
import { messageTable, createMessageFactory } from './table';

/** Every sentence that a verdict can hold. @public */
export const nodeMessages = messageTable({
  ...terms,
  ...headMessages,
  ...clientMessages,
  ...forkMessages,
  ...maintenanceMessages,
});
/** @public */
export type NodeMessageCode = keyof typeof nodeMessages;

/** Makes a sentence of a verdict. */
export const createNodeMessage = createMessageFactory(nodeMessages);
