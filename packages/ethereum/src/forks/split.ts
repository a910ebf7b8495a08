import type { NodeSample } from '../health/sample';

/**
 * Detects nodes of one network that follow different forks, and are therefore on different chains.
 *
 * Compares the fork ID that each execution client reports as active now, independent of its head, so that syncing nodes can be
 * compared too. Nodes that do not report the active fork are ignored.
 *
 * @param nodes - the newest sample of each node of one network, by name
 * @param now - milliseconds since the epoch
 * @returns node names by fork ID when there is more than one fork ID, else undefined
 * @public
 */
export function forkSplit(
  nodes: Readonly<Record<string, NodeSample>>,
  now: number,
): Record<string, string[]> | undefined {
  const groups: Record<string, string[]> = Object.create(null);
  for (const [name, sample] of Object.entries(nodes)) {
    const forkId = forkIdInForce(sample, now / 1000);
    if (forkId !== undefined) {
      (groups[forkId] ??= []).push(name);
    }
  }
  return Object.keys(groups).length > 1 ? groups : undefined;
}

function forkIdInForce(
  { execution }: NodeSample,
  now: number,
): string | undefined {
  if (execution.kind !== 'ok' || execution.value.forks === undefined) {
    return undefined;
  }
  const { current, next, last } = execution.value.forks;
  const isPast = (fork: typeof next) =>
    fork !== null && fork.activationTime <= now;
  if (isPast(last)) {
    return last?.forkId;
  }
  // Between a past next fork and a last one to come there may be others: which one is in force is not stated.
  return isPast(next) ? undefined : current?.forkId;
}
