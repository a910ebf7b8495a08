import { provesNetwork } from '../forks/proof';
import type { Network } from '../networks/schema';
import type { ExecutionSample, NodeSample } from './sample';
import type { Verdict } from './verdict';

/**
 * Fills in the genesis hash from an earlier sample of the window for samples without one.
 *
 * Only while the client seems to be the same process: after a refused connection, or with another client version, it may have
 * another datadir.
 */
export function carryGenesisHash(samples: readonly NodeSample[]): NodeSample[] {
  let earlier: ExecutionSample | undefined;
  return samples.map(sample => {
    const { execution } = sample;
    if (execution.kind === 'failed') {
      earlier = execution.reason === 'refused' ? undefined : earlier;
      return sample;
    }
    const { value } = execution;
    if (value.genesisHash !== undefined) {
      earlier = value;
      return sample;
    }
    if (earlier === undefined || !isSameClient(earlier, value)) {
      earlier = undefined;
      return sample;
    }
    return {
      ...sample,
      execution: {
        ...execution,
        value: { ...value, genesisHash: earlier.genesisHash },
      },
    };
  });
}

function isSameClient(before: ExecutionSample, now: ExecutionSample): boolean {
  return (
    before.chainId === now.chainId &&
    (before.clientVersion === undefined ||
      now.clientVersion === undefined ||
      before.clientVersion === now.clientVersion)
  );
}

/**
 * Proof, beside the chain ID, that a client is on its network.
 *
 * @param newest - newest sample, with the genesis hash of earlier ones
 * @param rawSamples - samples as they were taken, the newest last
 * @returns undefined without a proof
 */
export function networkProof(
  network: Network,
  newest: NodeSample,
  rawSamples: readonly NodeSample[],
  previous: Verdict | undefined,
): Verdict['networkProof'] {
  const { execution } = newest;
  if (
    execution.kind !== 'ok' ||
    execution.value.chainId !== network.chainId ||
    network.genesisHash === undefined
  ) {
    return undefined;
  }
  const { genesisHash, forks } = execution.value;
  if (genesisHash !== undefined) {
    if (genesisHash !== network.genesisHash) {
      return undefined;
    }
    const now = rawSamples.at(-1)?.execution;
    const isNew = now?.kind === 'ok' && now.value.genesisHash !== undefined;
    return isNew ? 'genesis' : 'before';
  }
  if (forks !== undefined && provesNetwork(network, forks)) {
    return 'fork-id';
  }
  const wasProven =
    previous !== undefined &&
    previous.state !== 'UNREACHABLE' &&
    previous.state !== 'UNKNOWN' &&
    !isOtherClient(rawSamples.at(-2), execution.value);
  return wasProven && previous.networkProof !== undefined
    ? 'before'
    : undefined;
}

/** Whether the client was replaced by another since the previous sample, as far as samples show. */
function isOtherClient(
  before: NodeSample | undefined,
  now: ExecutionSample,
): boolean {
  if (before === undefined) {
    return false;
  }
  const { execution } = before;
  return execution.kind === 'ok'
    ? !isSameClient(execution.value, now)
    : execution.reason === 'refused';
}
