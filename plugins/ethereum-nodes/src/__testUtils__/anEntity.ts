import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_NODE,
  ETHEREUM_NODE_TYPE,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';

/** Component of the type of Ethereum nodes. */
export function anEntity(
  annotations: Record<string, string> = { [ANNOTATION_NODE]: 'auto' },
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments-geth', namespace: 'default', annotations },
    spec: {
      type: ETHEREUM_NODE_TYPE,
      owner: 'group:default/payments',
      lifecycle: 'production',
    },
  };
}
