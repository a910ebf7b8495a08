import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  findConsensusClient,
  findExecutionClient,
  type Client,
} from '@nodeyard/ethereum';

/** A client that runs: what is known of its releases, and which one it says it is. */
export interface RunningClient {
  network: string;
  name: string;
  /** As an image tag, `v1.17.10`; absent while it has not said so, or said something else. */
  tag?: string;
  facts?: Client;
}

/** The execution client of a node and, where it has one, its consensus client. */
export function clientsOf(node: EthereumNode): RunningClient[] {
  const { network, executionClient, consensusClient } = node;
  return [
    ...(executionClient
      ? [
          {
            network,
            name: executionClient,
            tag: tagOf(node.executionVersion),
            facts: findExecutionClient(executionClient),
          },
        ]
      : []),
    ...(consensusClient && consensusClient !== 'none'
      ? [
          {
            network,
            name: consensusClient,
            tag: tagOf(node.consensusVersion),
            facts: findConsensusClient(consensusClient),
          },
        ]
      : []),
  ];
}

/** `geth v1.17.10`; a client whose release is not known goes by its name. */
export function nameAndTag({ name, tag }: RunningClient): string {
  return tag === undefined ? name : `${name} ${tag}`;
}

/** `Geth/v1.17.10-stable-4a5c7b2/linux-amd64/go1.26.8` runs `v1.17.10`, `teku/v26.11.0-rc.1/...` is not yet `v26.11.0`. */
function tagOf(version: string | undefined): string | undefined {
  const [, release] =
    /^[A-Za-z][\w-]{0,63}\/v?(\d{1,6}\.\d{1,6}\.\d{1,6}(?:-(?:rc|alpha|beta)[.\d-]{0,20})?)/.exec(
      version ?? '',
    ) ?? [];
  return release === undefined ? undefined : `v${release}`;
}
