import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  findConsensusClient,
  findExecutionClient,
  type Client,
} from '@nodeyard/ethereum';

/** A client of a node with its reported release and the facts about its releases. */
export interface RunningClient {
  network: string;
  name: string;
  /** Image tag, `v1.17.10`; absent if it reports no release. */
  tag?: string;
  facts?: Client;
}

/** The execution client of a node and, where it has one, its consensus client. */
export function runningClients(node: EthereumNode): RunningClient[] {
  const { network, executionClient, consensusClient } = node;
  return [
    ...(executionClient
      ? [
          {
            network,
            name: executionClient,
            tag: parseTag(node.executionVersion),
            facts: findExecutionClient(executionClient),
          },
        ]
      : []),
    ...(consensusClient && consensusClient !== 'none'
      ? [
          {
            network,
            name: consensusClient,
            tag: parseTag(node.consensusVersion),
            facts: findConsensusClient(consensusClient),
          },
        ]
      : []),
  ];
}

/** `geth v1.17.10`, or the name alone if the release is unknown. */
export function formatClient({ name, tag }: RunningClient): string {
  return tag === undefined ? name : `${name} ${tag}`;
}

/** `v1.17.10` of `Geth/v1.17.10-stable-4a5c7b2/linux-amd64/go1.26.8`; pre-releases such as `v26.11.0-rc.1` keep their suffix. */
function parseTag(version: string | undefined): string | undefined {
  const [, release] =
    /^[A-Za-z][\w-]{0,63}\/v?(\d{1,6}\.\d{1,6}\.\d{1,6}(?:-(?:rc|alpha|beta)[.\d-]{0,20})?)/.exec(
      version ?? '',
    ) ?? [];
  return release === undefined ? undefined : `v${release}`;
}
