import type {
  EthereumNode,
  NodeLinks,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { runbookSection } from '@nodeyard/ethereum';
import type { EthereumNodesConfig } from '../config';
import { renderTemplate } from './linkTemplate';

/** Links of a node to its runbook, dashboard, logs, alerts and silences. */
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

/**
 * Matchers for the series and alerts of a node in the syntax of Alertmanager and PromQL, with the labels that identify a node in
 * `monitoring/alerts`. A node outside of a cluster has none of these series.
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
