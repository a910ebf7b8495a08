import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_NODE,
  readNodeAnnotation,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';
import { toSentenceColumns } from '../store/codedMessages';
import type { DeclaredRow, DeclaredStore } from '../store/DeclaredStore';
import type { readDeclaredNode } from './readDeclaredNode';
import type { NodeEntities } from './NodeEntities';

export interface RefreshDeclaredDeps {
  entities: Pick<NodeEntities, 'list'>;
  /** The node that an entity declares by annotation. */
  declaredNode: (entity: Entity) => ReturnType<typeof readDeclaredNode>;
  declared: DeclaredStore;
  logger: LoggerService;
}

/**
 * Stores the entities that are nodes in the catalog without a discovered node: not deployed yet, or declared and refused. A refusal is
 * stored even if the entity has other nodes. If the catalog fails, the stored entities stay.
 */
export async function refreshDeclared({
  entities,
  declaredNode,
  declared,
  logger,
}: RefreshDeclaredDeps): Promise<void> {
  try {
    const [listed, reported] = await Promise.all([
      entities.list(),
      declared.loadReported(),
    ]);
    await declared.replace(
      listed.flatMap(entity => {
        const node = declaredNode(entity);
        return node && 'problem' in node
          ? toRefusedRow(entity, node.problem)
          : toUnreportedRow(entity, reported) ?? [];
      }),
    );
  } catch (error) {
    logger.warn(
      `Failed to refresh the declared entities: ${String(error).slice(0, 300)}`,
    );
  }
}

function toRefusedRow(entity: Entity, problem: Message): DeclaredRow {
  return {
    entity_ref: stringifyEntityRef(entity),
    ...problemColumns(problem),
  };
}

function toUnreportedRow(
  entity: Entity,
  reported: { ids: Set<string>; entityRefs: Set<string> },
): DeclaredRow | undefined {
  const entityRef = stringifyEntityRef(entity);
  const annotation = readNodeAnnotation(entity);
  const row = { entity_ref: entityRef, problem: null, problem_coded: null };
  if (annotation?.kind !== 'ids') {
    return reported.entityRefs.has(entityRef) ? undefined : row;
  }
  const absent = annotation.ids.filter(id => !reported.ids.has(id));
  if (absent.length < annotation.ids.length) return undefined;
  return { ...row, ...problemColumns(missingNodesProblem(absent)) };
}

function problemColumns(
  problem: Message,
): Pick<DeclaredRow, 'problem' | 'problem_coded'> {
  const { sentence, coded } = toSentenceColumns(problem, Date.now());
  return { problem: sentence, problem_coded: coded };
}

function missingNodesProblem(ids: string[]): Message {
  const named = ids.map(id => `"${id}"`).join(', ');
  return say('annotation-names-nothing', {
    annotation: ANNOTATION_NODE,
    ids: named.slice(0, 500),
  });
}
