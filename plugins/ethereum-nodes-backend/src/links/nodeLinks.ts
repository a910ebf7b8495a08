import type {
  EthereumNode,
  NodeLinks,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeState } from '@nodeyard/ethereum';
import type { EthereumNodesConfig } from '../config';
import { renderTemplate } from './linkTemplate';

/** Where to look next about a node. */
export function nodeLinks(
  { runbooks, ...templates }: EthereumNodesConfig['links'],
  node: EthereumNode,
): NodeLinks {
  const values = {
    cluster: node.cluster,
    namespace: node.namespace,
    node: node.seriesName ?? node.name,
    workload: node.name,
    network: node.network,
    state: node.state,
    executionClient: node.executionClient,
    consensusClient: node.consensusClient,
    matchers: formatMatchers(node),
  };
  const links = Object.entries(templates).map(([name, template]) => [
    name,
    template === undefined ? undefined : renderTemplate(template, values),
  ]);
  return {
    ...Object.fromEntries(links),
    runbook: `${runbooks.replace(/\/+$/, '')}/node-states.md#${runbookSection(
      node.state,
    )}`,
  };
}

/** Sections of docs/runbooks/node-states.md. */
export function runbookSection(state: NodeState): string {
  return state.toLowerCase().replaceAll('_', '-');
}

/**
 * What selects the series and the alerts of a node, in the words of Alertmanager and PromQL: the labels by which the rules in
 * `monitoring/alerts` tell nodes apart. A node outside of a cluster has no series of ours.
 */
function formatMatchers(node: EthereumNode): string | undefined {
  const { namespace, network, seriesName, name } = node;
  if (namespace === undefined) return undefined;
  const labels = { namespace, network, node: seriesName ?? name };
  const matchers = Object.entries(labels).map(
    ([label, value]) => `${label}=${JSON.stringify(value)}`,
  );
  return `{${matchers.join(',')}}`;
}
