import type { ConsensusSample, Reply } from '../health/sample';
import { askEach, askWithMemory } from './consensus/ask';
import { withDeadline } from './deadline';
import type { ProbeOptions } from './target';
import { collectUnanswered } from './unanswered';

/**
 * Probes a consensus client over the Beacon API.
 *
 * Never throws, and takes no longer than its timeout. Answers are bounded by call. A sample requires the sync status only: other fields
 * are absent if their answer is missing or invalid.
 * @public
 */
export function probeConsensus(
  options: ProbeOptions,
): Promise<Reply<ConsensusSample>> {
  const memory = options.memory?.consensus;
  return withDeadline({ ...options, memory }, async call => {
    const { progress, peers, version, finality, schedule, blobs } = memory
      ? await askWithMemory(call, memory, options.timeoutMs)
      : await askEach(call);
    if (progress.ok) {
      return {
        ok: true,
        value: {
          headSlot: progress.value.head_slot,
          syncDistance: progress.value.sync_distance,
          isSyncing: progress.value.is_syncing,
          isOptimistic: progress.value.is_optimistic,
          elOffline: progress.value.el_offline,
          ...(peers.ok ? { peers: peers.value } : {}),
          ...(version.ok ? { clientVersion: version.value } : {}),
          ...(finality.ok ? { finalizedEpoch: finality.value } : {}),
          ...(schedule.ok
            ? { forkSchedule: schedule.value }
            : { forksUnknown: schedule.why }),
          ...(blobs.ok && blobs.value ? { blobEpochs: blobs.value } : {}),
          ...collectUnanswered({ peers, version }),
        },
      };
    }
    return progress;
  });
}
