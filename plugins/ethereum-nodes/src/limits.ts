/** Limits of the REST API that requests of the frontend depend on. */
export {
  MAX_FILTER_VALUES as MAX_OWNERS,
  MAX_HISTORY_HOURS,
  MAX_NODE_LIMIT as MAX_NODES_PER_PAGE,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
