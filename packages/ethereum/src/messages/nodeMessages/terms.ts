import { messageTable } from '../table';

/** Terms within sentences: states, and the two layers of a node. */
export const terms = messageTable({
  'state-WRONG_NETWORK': { english: 'On the wrong network', params: {} },
  'state-UNREACHABLE': { english: 'Unreachable', params: {} },
  'state-WAITING_FOR_CL': {
    english: 'Waiting for its consensus client',
    params: {},
  },
  'state-STALLED': { english: 'Stalled', params: {} },
  'state-BEHIND': { english: 'Behind', params: {} },
  'state-SYNCING': { english: 'Syncing', params: {} },
  'state-NETWORK_STALL': { english: 'Network stalled', params: {} },
  'state-UNKNOWN': { english: 'Unknown', params: {} },
  'state-MAINTENANCE': { english: 'Maintenance', params: {} },
  'state-INDEXING': { english: 'In sync, building indexes', params: {} },
  'state-SYNCED': { english: 'In sync', params: {} },
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
