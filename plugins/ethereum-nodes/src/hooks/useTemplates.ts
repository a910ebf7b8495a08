import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { templateRouteRef } from '../routes';
import { type Query, useQuery } from './useQuery';

/** `metadata.name` of our templates, in any namespace. */
export type TemplateName =
  | 'create-ethereum-node'
  | 'change-ethereum-node'
  | 'update-ethereum-blueprint';

/**
 * Paths of the registered templates that the user may read.
 *
 * @param names - memoized
 */
export function useTemplates(names: readonly TemplateName[]): {
  /** Whether the app has a scaffolder. */
  hasScaffolder: boolean;
  query: Query<ReadonlyMap<string, string>>;
} {
  const catalogApi = useApi(catalogApiRef);
  const templateRoute = useRouteRef(templateRouteRef);
  const { query } = useQuery(
    useCallback(async () => {
      if (!templateRoute) return new Map<string, string>();
      const { items } = await catalogApi.getEntities({
        filter: { kind: 'template', 'metadata.name': [...names] },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
        limit: names.length,
      });
      return new Map(
        items.map(({ metadata: { name, namespace = DEFAULT_NAMESPACE } }) => [
          name,
          templateRoute({ namespace, templateName: name }),
        ]),
      );
    }, [catalogApi, names, templateRoute]),
  );
  return { hasScaffolder: templateRoute !== undefined, query };
}
