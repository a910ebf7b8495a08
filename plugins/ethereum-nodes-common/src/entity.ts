import type { Entity } from '@backstage/catalog-model';
import { ANNOTATION_NODE, ETHEREUM_NODE_TYPE } from './annotations';

/**
 * Which nodes an entity shows: those of its own reference, or the named ones.
 * @public
 */
export type NodeAnnotation = { kind: 'auto' } | { kind: 'ids'; ids: string[] };

/**
 * Whether an entity is, or is pinned to, an Ethereum node: a Component of `spec.type: ethereum-node`, or anything that
 * carries {@link ANNOTATION_NODE}.
 * @public
 */
export function isEthereumNodeEntity(entity: Entity): boolean {
  const isNode =
    entity.kind.toLowerCase() === 'component' &&
    entity.spec?.type === ETHEREUM_NODE_TYPE;
  return isNode || readNodeAnnotation(entity) !== undefined;
}

/**
 * {@link isEthereumNodeEntity} as a predicate of catalog queries and of filters of extensions.
 * @public
 */
export const ethereumNodePredicate: {
  $any: [
    { kind: string; 'spec.type': string },
    Record<
      `metadata.annotations.${typeof ANNOTATION_NODE}`,
      { $exists: boolean }
    >,
  ];
} = {
  $any: [
    { kind: 'component', 'spec.type': ETHEREUM_NODE_TYPE },
    { [`metadata.annotations.${ANNOTATION_NODE}`]: { $exists: true } },
  ],
};

/**
 * What {@link ANNOTATION_NODE} of an entity says.
 * @returns undefined when the annotation is absent or empty
 * @public
 */
export function readNodeAnnotation(entity: Entity): NodeAnnotation | undefined {
  const value = entity.metadata.annotations?.[ANNOTATION_NODE]?.trim();
  if (!value) return undefined;
  if (value.toLowerCase() === 'auto') return { kind: 'auto' };
  const ids = value.split(',').map(id => id.trim());
  return { kind: 'ids', ids: [...new Set(ids.filter(id => id !== ''))] };
}
