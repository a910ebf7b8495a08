import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { useDeclaredEntities } from './useDeclaredEntities';
import { useMessageRenderer } from './useMessageRenderer';

/** Problem with the node annotations of an entity; undefined if there is none, and while it loads. */
export function useEntityProblem(entity: Entity): string | undefined {
  const declared = useDeclaredEntities(stringifyEntityRef(entity));
  const renderer = useMessageRenderer();
  const { problem, problemCoded } =
    (declared.status === 'ready' && declared.value.items[0]) || {};
  return problem === undefined
    ? undefined
    : renderer.render(problem, problemCoded);
}
