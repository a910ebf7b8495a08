import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { ethereumNodesApiRef } from '@nodeyard/backstage-plugin-ethereum-nodes';
import useAsync from 'react-use/esm/useAsync';

/** A node that stands still, and the address of its health tab. */
export interface StalledNode {
  name: string;
  href: string;
}

/** A stalled node to look at, from the fleet as it is now; undefined while there is none. */
export function useStalledNode(): StalledNode | undefined {
  const api = useApi(ethereumNodesApiRef);
  const { value } = useAsync(async () => {
    const { items } = await api.listNodes({ state: ['STALLED'], limit: 1 });
    const [node] = items;
    if (!node?.entityRef) {
      return undefined;
    }
    const { namespace, kind, name } = parseEntityRef(node.entityRef);
    return {
      name: node.name,
      href: `/catalog/${namespace}/${kind}/${name}/node-health`,
    };
  }, [api]);
  return value;
}
