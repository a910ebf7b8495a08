import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { ethereumNodesApiRef } from '@nodeyard/backstage-plugin-ethereum-nodes';
import useAsync from 'react-use/esm/useAsync';

/** Node that the tour links to. */
export interface FeaturedNode {
  name: string;
  href: string;
  isStalled: boolean;
}

/** A stalled node of the fleet, or else the worst one; undefined while it loads, and for a fleet without entities. */
export function useFeaturedNode(): FeaturedNode | undefined {
  const api = useApi(ethereumNodesApiRef);
  const { value } = useAsync(async () => {
    const stalled = await api.listNodes({ state: ['STALLED'], limit: 1 });
    const { items } =
      stalled.items.length > 0 ? stalled : await api.listNodes({ limit: 1 });
    const [node] = items;
    if (!node?.entityRef) {
      return undefined;
    }
    const { namespace, kind, name } = parseEntityRef(node.entityRef);
    return {
      name: node.name,
      href: `/catalog/${namespace}/${kind}/${name}/node-health`,
      isStalled: node.state === 'STALLED',
    };
  }, [api]);
  return value;
}
