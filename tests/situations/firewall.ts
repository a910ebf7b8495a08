import { inNodeNetwork, podOf } from './machine';
import type { NodeName } from './nodes';

const table = ['ip', 'nodeyard-situations'];

/**
 * Drops what the node's pod sends to other pods and gets from them, of connections that exist, too. The machine itself still
 * reaches it: for Kubernetes' probes and the API server's proxy nothing changes.
 */
export async function cutOff(name: NodeName): Promise<() => Promise<void>> {
  const { address } = await podOf(name);
  const add = (what: string, ...rest: string[]) =>
    inNodeNetwork('nft', 'add', what, ...table, ...rest);
  await add('table');
  const hook = '{ type filter hook forward priority -200 ; policy accept ; }';
  await add('chain', 'forward', hook);
  for (const side of ['saddr', 'daddr']) {
    await add('rule', 'forward', 'ip', side, address, 'drop');
  }
  return async () => {
    await inNodeNetwork('nft', 'delete', 'table', ...table);
  };
}
