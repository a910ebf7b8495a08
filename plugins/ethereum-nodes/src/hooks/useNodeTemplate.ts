import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { templateRouteRef } from '../routes';
import { useQuery } from './useQuery';

/** `metadata.name` of the template that creates a node, in any namespace. */
export const NODE_TEMPLATE = 'create-ethereum-node';

/** Path of the template that creates a node, or why there is none. */
type NodeTemplate =
  | { status: 'loading' }
  | { status: 'ready'; path: string }
  | { status: 'noScaffolder' }
  /** Not registered, or not readable. */
  | { status: 'noTemplate' };

export function useNodeTemplate(): NodeTemplate {
  const catalogApi = useApi(catalogApiRef);
  const templateRoute = useRouteRef(templateRouteRef);
  const { query } = useQuery(
    useCallback(async () => {
      const { items } = await catalogApi.getEntities({
        filter: { kind: 'template', 'metadata.name': NODE_TEMPLATE },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
        limit: 1,
      });
      return items[0]?.metadata;
    }, [catalogApi]),
  );
  if (templateRoute === undefined) return { status: 'noScaffolder' };
  if (query.status === 'loading') return { status: 'loading' };
  if (query.status === 'failed' || query.value === undefined) {
    return { status: 'noTemplate' };
  }
  const { name, namespace = DEFAULT_NAMESPACE } = query.value;
  return {
    status: 'ready',
    path: templateRoute({ namespace, templateName: name }),
  };
}
