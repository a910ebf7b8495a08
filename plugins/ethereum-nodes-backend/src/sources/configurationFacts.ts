import type { NodeFact } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { StaticNodeConfig } from '../config';
import { digest } from './digest';

/**
 * Facts of the configuration of a static node: digests of its network, origins of URLs and names of headers. Paths, queries and
 * values of headers are excluded, because a short secret could be guessed from its digest.
 */
export function configurationFacts(node: StaticNodeConfig): NodeFact[] {
  const { network, executionUrl, consensusUrl, headers = {} } = node;
  const settings = {
    network,
    executionUrl: new URL(executionUrl).origin,
    consensusUrl: consensusUrl && new URL(consensusUrl).origin,
    headers: Object.keys(headers).sort(),
  };
  return Object.entries(settings).map(([subject, value]) => ({
    kind: 'configuration',
    subject,
    value: digest(value ?? null),
  }));
}
