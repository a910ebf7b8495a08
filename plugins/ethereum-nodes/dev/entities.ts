import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_NODE,
  ETHEREUM_NODE_TYPE,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { fleet } from './fleet';

const names = new Set(fleet.map(({ entity }) => entity));

/** One Component per entity that the pretended fleet names, and one without nodes. */
export const entities: Entity[] = [...names, 'not-deployed-yet'].map(name => ({
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
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
}));
