import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_EXECUTION_URL,
  ANNOTATION_NODE,
  ETHEREUM_NODE_TYPE,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { fleet, teams } from './fleet';

const names = new Set(fleet.map(({ entity }) => entity));

const components: Entity[] = [...names, 'not-deployed-yet'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    uid: name,
    annotations: {
      [ANNOTATION_NODE]: 'auto',
      'backstage.io/kubernetes-id': name,
    },
  },
  spec: {
    type: ETHEREUM_NODE_TYPE,
    owner: 'group:default/payments',
    lifecycle: 'production',
  },
  relations: [
    { type: 'ownedBy', targetRef: 'group:default/payments' },
    // Nodes of the pool provide no API, to show that case.
    ...(name.startsWith('pool-')
      ? []
      : [{ type: 'providesApi', targetRef: 'api:default/eth-json-rpc' }]),
  ],
}));

/** Callers of the API; a relation names one more that does not exist. */
const callers: Array<[name: string, owner: string]> = [
  ['checkout-settlement-reconciliation-service', 'payments'],
  ['wallet-balance-indexer', 'wallet-infrastructure'],
  ['chain-risk-scoring', 'risk'],
];

const consumers: Entity[] = callers.map(([name, owner]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', uid: name },
  spec: { type: 'service', lifecycle: 'production', owner },
  relations: [
    { type: 'ownedBy', targetRef: `group:default/${owner}` },
    { type: 'consumesApi', targetRef: 'api:default/eth-json-rpc' },
  ],
}));

const api: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: {
    name: 'eth-json-rpc',
    namespace: 'default',
    uid: 'eth-json-rpc',
  },
  spec: { type: 'openrpc', lifecycle: 'production', owner: 'payments' },
  relations: [...callers.map(([name]) => name), 'unregistered-bot'].map(
    name => ({
      type: 'apiConsumedBy',
      targetRef: `component:default/${name}`,
    }),
  ),
};

const refused: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'refused-url',
    namespace: 'default',
    uid: 'refused-url',
    annotations: {
      [ANNOTATION_EXECUTION_URL]: 'https://geth.eth.acme.example:9545',
    },
  },
  spec: {
    type: 'service',
    owner: 'group:default/payments',
    lifecycle: 'production',
  },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
};

const groups: Entity[] = Object.entries(teams).map(([name, displayName]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default', uid: `group-${name}` },
  spec: { type: 'team', children: [], profile: { displayName } },
}));

/** One Component per entity of the mock fleet, one without nodes, one with a refused URL, callers, and teams. */
export const entities: Entity[] = [
  ...components,
  refused,
  ...consumers,
  api,
  ...groups,
];
