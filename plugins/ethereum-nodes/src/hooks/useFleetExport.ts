import { useApi } from '@backstage/core-plugin-api';
import type {
  EthereumNode,
  EthereumNodesApi,
  NodeQuery,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useEffect, useRef, useState } from 'react';
import { ethereumNodesApiRef } from '../api';
import { fleetCsv } from '../csv/fleetCsv';
import { useNodeAnalytics } from './useNodeAnalytics';

/** The most that the backend hands out at once. */
const PAGE_SIZE = 200;

/** Downloads all nodes that the filters let through, not only the page that is shown. */
export function useFleetExport(question: NodeQuery) {
  const api = useApi(ethereumNodesApiRef);
  const analytics = useNodeAnalytics();
  const underWay = useRef<AbortController>();
  const [state, setState] = useState<{ isBusy: boolean; error?: Error }>({
    isBusy: false,
  });
  useEffect(() => () => underWay.current?.abort(), []);

  const start = async () => {
    const controller = new AbortController();
    underWay.current = controller;
    setState({ isBusy: true });
    try {
      const nodes = await allNodes(api, question, controller.signal);
      if (controller.signal.aborted) return;
      download('ethereum-nodes.csv', fleetCsv(nodes));
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

async function allNodes(
  api: EthereumNodesApi,
  question: NodeQuery,
  signal: AbortSignal,
): Promise<EthereumNode[]> {
  const nodes = new Map<string, EthereumNode>();
  let cursor: string | undefined;
  do {
    const page = await api.listNodes(
      // The list's own order, by severity, moves while it is read, and a node that gets worse would be passed over.
      {
        ...question,
        orderBy: 'name',
        order: 'asc',
        limit: PAGE_SIZE,
        ...(cursor && { cursor }),
      },
      { signal },
    );
    // A node that is renamed meanwhile may stand on two pages.
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
