import { stateTerms, type NodeState } from '../../health/states';
import { messageTable } from '../table';

/** The messages `state-<name>`. The keys of an object from entries are not inferred. */
const stateMessages = Object.fromEntries(
  Object.entries(stateTerms).map(([state, english]) => [
    `state-${state}`,
    { english, params: {} },
  ]),
) as unknown as {
  [S in NodeState as `state-${S}`]: {
    readonly english: (typeof stateTerms)[S];
    readonly params: Record<never, never>;
  };
};

/** Terms within sentences: states, and the two layers of a node. */
export const terms = messageTable({
  ...stateMessages,
  'layer-execution': { english: 'execution client', params: {} },
  'layer-consensus': { english: 'consensus client', params: {} },
  /** Text from a client, an API server or an older sidecar. */
  text: { english: '{{text}}', params: { text: 'text' } },
  /** A state and its decisive reason. */
  summary: {
    english: '{{state}}: {{reason}}',
    params: { state: 'state', reason: 'message' },
  },
});
