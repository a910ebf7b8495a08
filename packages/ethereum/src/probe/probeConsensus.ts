import type { ConsensusSample, Reply } from '../health/sample';
import { blobEpochs } from './consensus/blobEpochs';
import { finalizedEpoch } from './consensus/finalizedEpoch';
import { forkSchedule } from './consensus/forkSchedule';
import { nodePeerCount } from './consensus/nodePeerCount';
import { nodeSyncing } from './consensus/nodeSyncing';
import { nodeVersion } from './consensus/nodeVersion';
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
  return withDeadline(options, async call => {
    const [progress, peers, version, finality, schedule, blobs] =
      await Promise.all([
        call(nodeSyncing),
        call(nodePeerCount),
        call(nodeVersion),
        call(finalizedEpoch),
        call(forkSchedule),
        call(blobEpochs),
      ]);
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
