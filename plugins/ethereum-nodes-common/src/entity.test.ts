import type { Entity } from '@backstage/catalog-model';
import {
  declaresNode,
  isEthereumNodeEntity,
  readNodeAnnotation,
} from './entity';

const component = (annotation?: string, type = 'service'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments-eth',
    annotations:
      annotation === undefined
        ? {}
        : { 'ethereum.nodeyard.io/node': annotation },
  },
  spec: { type },
});

describe('isEthereumNodeEntity', () => {
  it('accepts a Component of type ethereum-node without annotations', () => {
    expect(isEthereumNodeEntity(component(undefined, 'ethereum-node'))).toBe(
      true,
    );
  });

  it('accepts any entity that is pinned to a node', () => {
    expect(isEthereumNodeEntity(component('auto'))).toBe(true);
  });

  it('accepts any entity that declares a node by a URL', () => {
    const declaring = component();
    declaring.metadata.annotations = {
      'ethereum.nodeyard.io/execution-url': 'https://rpc.example',
    };
    expect(isEthereumNodeEntity(declaring)).toBe(true);
    expect(declaresNode(declaring)).toBe(true);
    expect(declaresNode(component('auto'))).toBe(false);
  });

  it('rejects other entities', () => {
    expect(isEthereumNodeEntity(component())).toBe(false);
    expect(isEthereumNodeEntity(component('  '))).toBe(false);
    expect(
      isEthereumNodeEntity({
        ...component(undefined, 'ethereum-node'),
        kind: 'API',
      }),
    ).toBe(false);
  });
});

describe('readNodeAnnotation', () => {
  it('reads `auto`', () => {
    expect(readNodeAnnotation(component('auto'))).toEqual({ kind: 'auto' });
  });

  it('reads node IDs, each once, without the spaces and empty parts around them', () => {
    expect(
      readNodeAnnotation(component(' static~a, eu~ns~b ,,static~a')),
    ).toEqual({
      kind: 'ids',
      ids: ['static~a', 'eu~ns~b'],
    });
  });
});
