import { useApi } from '@backstage/core-plugin-api';
import { listAllNodes } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  EthereumNode,
  EthereumNodesApi,
  NodeQuery,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useEffect, useRef, useState } from 'react';
import { ethereumNodesApiRef } from '../api';
import { formatFleetCsv } from '../csv/formatFleetCsv';
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
  const nodes: EthereumNode[] = [];
  const listPage = (query: NodeQuery) => api.listNodes(query, { signal });
  for await (const node of listAllNodes(listPage, { filters: nodeQuery })) {
    nodes.push(node);
  }
  return nodes;
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
