import {
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  readNodeAnnotation,
  type EthereumNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';

/** The nodes of each entity: those of its annotation, or those that reference the entity. */
export function nodesByEntity(
  entities: readonly Entity[],
  nodes: readonly EthereumNode[],
): Array<{ entity: CompoundEntityRef; nodes: EthereumNode[] }> {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const byRef = new Map<string, EthereumNode[]>();
  for (const node of nodes) {
    if (node.entityRef === undefined) continue;
    const siblings = byRef.get(node.entityRef);
    if (siblings) siblings.push(node);
    else byRef.set(node.entityRef, [node]);
  }
  return entities.map(entity => {
    const annotation = readNodeAnnotation(entity);
    return {
      entity: {
        kind: entity.kind,
        namespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE,
        name: entity.metadata.name,
      },
      nodes:
        annotation?.kind === 'ids'
          ? annotation.ids.flatMap(id => byId.get(id) ?? [])
          : byRef.get(stringifyEntityRef(entity)) ?? [],
    };
  });
}
