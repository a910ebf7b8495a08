import type { NodeFact } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { StaticNodeConfig } from '../config';
import { digest } from './digest';

/**
 * The configuration of a static node, setting by setting. Of URLs the host and the port, and of headers the names: paths,
 * queries and values may be secret, and even a digest would let them be guessed.
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
