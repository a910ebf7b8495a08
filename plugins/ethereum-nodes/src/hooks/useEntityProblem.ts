import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { useDeclared } from './useDeclared';
import { useSaid } from './useSaid';

/** What is wrong with the way in which an entity names or declares its nodes, in words; undefined as long as nothing is known. */
export function useEntityProblem(entity: Entity): string | undefined {
  const declared = useDeclared(stringifyEntityRef(entity));
  const said = useSaid();
  const { problem, problemCoded } =
    (declared.status === 'ready' && declared.value.items[0]) || {};
  return problem === undefined ? undefined : said.one(problem, problemCoded);
}
