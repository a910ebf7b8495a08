import { beside } from './de/beside';
import { fleet } from './de/fleet';
import { node } from './de/node';
import { runbook } from './de/runbook';
import { saidOfClusters } from './de/saidOfClusters';
import { saidOfEndpoints } from './de/saidOfEndpoints';
import { saidOfForks } from './de/saidOfForks';
import { saidOfNodes } from './de/saidOfNodes';
import { states } from './de/states';
import { flattened } from './flattened';

/** German, as engineers of Ethereum and Kubernetes speak it: Head, Peers, Pod and Node stay what they are. */
export default flattened({
  ...states,
  ...node,
  ...fleet,
  ...runbook,
  said: {
    ...saidOfNodes,
    ...saidOfForks,
    ...saidOfClusters,
    ...saidOfEndpoints,
  },
  beside,
});
