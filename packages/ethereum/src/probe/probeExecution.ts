import type { ExecutionSample, Reply } from '../health/sample';
import { firstFailure, withDeadline } from './deadline';
import { chainId } from './execution/chainId';
import { clientVersion } from './execution/clientVersion';
import { config } from './execution/config';
import { getBlockByNumber } from './execution/getBlockByNumber';
import { peerCount } from './execution/peerCount';
import { syncing } from './execution/syncing';
import type { ProbeOptions } from './target';

/**
 * Looks at an execution client once, over JSON-RPC.
 *
 * Never throws, never takes longer than its timeout, and reads at most 1 MiB of any answer. Every field is checked: what
 * does not fit its API is `garbage`, with a detail that names the field. A client without a usable `eth_config` is
 * healthy all the same: `forks` is absent then and `forksUnknown` says why.
 * @public
 */
export function probeExecution(
  options: ProbeOptions,
): Promise<Reply<ExecutionSample>> {
  return withDeadline(options, async call => {
    const [chain, genesis, head, progress, peers, version, forks] =
      await Promise.all([
        call(chainId),
        call(endpoint => getBlockByNumber(endpoint, '0x0')),
        call(endpoint => getBlockByNumber(endpoint, 'latest')),
        call(syncing),
        call(peerCount),
        call(clientVersion),
        call(config),
      ]);
    if (
      chain.ok &&
      genesis.ok &&
      head.ok &&
      progress.ok &&
      peers.ok &&
      version.ok
    ) {
      return {
        ok: true,
        value: {
          chainId: chain.value,
          genesisHash: genesis.value.hash,
          clientVersion: version.value,
          head: head.value,
          syncing: progress.value,
          ...(peers.value === undefined ? {} : { peers: peers.value }),
          ...(forks.ok ? { forks: forks.value } : { forksUnknown: forks.why }),
        },
      };
    }
    return firstFailure([chain, genesis, head, progress, peers, version]);
  });
}
