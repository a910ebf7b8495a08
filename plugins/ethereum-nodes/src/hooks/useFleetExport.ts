import { useApi } from '@backstage/core-plugin-api';
import type {
  EthereumNode,
  EthereumNodesApi,
  NodeQuery,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useEffect, useRef, useState } from 'react';
import { ethereumNodesApiRef } from '../api';
import { formatFleetCsv } from '../csv/formatFleetCsv';
import { MAX_NODES_PER_PAGE } from '../limits';
import { useNodeAnalytics } from './useNodeAnalytics';

/** Downloads all nodes that match the filters, not only the current page. */
export function useFleetExport(nodeQuery: NodeQuery) {
  const api = useApi(ethereumNodesApiRef);
  const analytics = useNodeAnalytics();
  const controllerRef = useRef<AbortController>();
  const [state, setState] = useState<{ isBusy: boolean; error?: Error }>({
    isBusy: false,
  });
  useEffect(() => () => controllerRef.current?.abort(), []);

  const start = async () => {
    const controller = new AbortController();
    controllerRef.current = controller;
    setState({ isBusy: true });
    try {
      const nodes = await fetchAllNodes(api, nodeQuery, controller.signal);
      if (controller.signal.aborted) return;
      download('ethereum-nodes.csv', formatFleetCsv(nodes));
      analytics.exported(nodes.length);
      setState({ isBusy: false });
    } catch (error) {
      if (controller.signal.aborted) return;
      setState({
        isBusy: false,
        error: error instanceof Error ? error : new Error(String(error)),
      });
    }
  };
  return { ...state, start };
}

async function fetchAllNodes(
  api: EthereumNodesApi,
  nodeQuery: NodeQuery,
  signal: AbortSignal,
): Promise<EthereumNode[]> {
  const nodes = new Map<string, EthereumNode>();
  let cursor: string | undefined;
  do {
    const page = await api.listNodes(
      // The default order, by severity, changes between pages: a node whose state gets worse would be skipped.
      {
        ...nodeQuery,
        orderBy: 'name',
        order: 'asc',
        limit: MAX_NODES_PER_PAGE,
        ...(cursor && { cursor }),
      },
      { signal },
    );
    // A node that is renamed meanwhile may be on two pages.
    page.items.forEach(node => nodes.set(node.id, node));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return [...nodes.values()];
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(
    new Blob([text], { type: 'text/csv;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
