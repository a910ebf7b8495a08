import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_CONSENSUS_URL,
  ANNOTATION_EXECUTION_URL,
  ANNOTATION_NODE,
  ETHEREUM_NODE_TYPE,
} from './annotations';

/**
 * Which nodes an entity shows: those of its own reference, or the named ones.
 * @public
 */
export type NodeAnnotation = { kind: 'auto' } | { kind: 'ids'; ids: string[] };

/** Either of them declares a node; one of the two may be missing by mistake. */
const endpointAnnotations = [
  ANNOTATION_EXECUTION_URL,
  ANNOTATION_CONSENSUS_URL,
] as const;

/**
 * Whether an entity is, declares, or is pinned to an Ethereum node: a Component of `spec.type: ethereum-node`, or anything
 * that carries {@link ANNOTATION_NODE} or {@link ANNOTATION_EXECUTION_URL}.
 * @public
 */
export function isEthereumNodeEntity(entity: Entity): boolean {
  const isNode =
    entity.kind.toLowerCase() === 'component' &&
    entity.spec?.type === ETHEREUM_NODE_TYPE;
  return (
    isNode || readNodeAnnotation(entity) !== undefined || declaresNode(entity)
  );
}

/**
 * Whether an entity declares a node by URLs of its clients, valid or not.
 * @public
 */
export function declaresNode(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return endpointAnnotations.some(name => Object.hasOwn(annotations, name));
}

/**
 * Entities for which {@link declaresNode} holds, as a predicate of catalog queries.
 * @public
 */
export const declaredNodePredicate: {
  $any: Record<`metadata.annotations.${string}`, { $exists: boolean }>[];
} = {
  $any: endpointAnnotations.map(name => ({
    [`metadata.annotations.${name}`]: { $exists: true },
  })),
};

/**
 * Reads {@link ANNOTATION_NODE} of an entity.
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
