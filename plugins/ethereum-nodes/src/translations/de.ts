import { beside } from './de/besideHead';
import { fleet } from './de/fleet';
import { node } from './de/node';
import { runbook } from './de/runbook';
import { backendClusters } from './de/backendClusters';
import { backendEndpoints } from './de/backendEndpoints';
import { backendForks } from './de/backendForks';
import { backendNodes } from './de/backendNodes';
import { states } from './de/states';
import { flattenMessages } from './flattenMessages';

/** German messages. Terms that German-speaking engineers use in English stay in English: Head, Peer, Pod, Node. */
export default flattenMessages({
  ...states,
  ...node,
  ...fleet,
  ...runbook,
  said: {
    ...backendNodes,
    ...backendForks,
    ...backendClusters,
    ...backendEndpoints,
  },
  beside,
});
