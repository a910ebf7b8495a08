import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Verdict } from '@nodeyard/ethereum';
import { useFormats } from '../hooks/useFormats';
import { useMessages } from '../hooks/useMessages';

/**
 * The one sentence of truth about a node: "In sync, 4s behind the head".
 *
 * Ages in it are those of the newest answer, so that the sentence stays true between two answers.
 */
export function useStateSentence(
  node: EthereumNode,
  { progress, maintenance }: Pick<Verdict, 'progress' | 'maintenance'> = {},
): string {
  const { t } = useMessages();
  const formats = useFormats();
  const since = formats.since(node.since, Date.now());
  const { network, state } = node;
  const ageSeconds = headAgeWhenSeen(node);
  const age =
    ageSeconds === undefined ? undefined : formats.seconds(ageSeconds);

  switch (state) {
    case 'WRONG_NETWORK':
      return t('sentence.WRONG_NETWORK', { network, since });
    case 'NETWORK_STALL':
      return t('sentence.NETWORK_STALL', { network, since });
    case 'SYNCED':
      return age ? t('sentence.SYNCED', { age }) : t('sentence.SYNCED_noHead');
    case 'INDEXING':
      return age
        ? t('sentence.INDEXING', { age })
        : t('sentence.INDEXING_noHead');
    case 'BEHIND':
      return age ? t('sentence.BEHIND', { age }) : t('sentence.BEHIND_noHead');
    case 'SYNCING':
      return syncing();
    case 'MAINTENANCE':
      return maintenance
        ? t(`sentence.MAINTENANCE_${maintenance.kind}`, {
            since,
            until: formats.since(
              new Date(maintenance.until).toISOString(),
              Date.now(),
            ),
          })
        : t('sentence.MAINTENANCE', { since });
    default:
      return t(`sentence.${state}`, { since });
  }

  function syncing(): string {
    if (!progress || progress.highestBlock === 0) {
      return t('sentence.SYNCING', { since });
    }
    const share = formats.share(progress.currentBlock / progress.highestBlock);
    return progress.etaSeconds === undefined
      ? t('sentence.SYNCING_share', { share })
      : t('sentence.SYNCING_eta', {
          share,
          eta: formats.seconds(progress.etaSeconds),
        });
  }
}

function headAgeWhenSeen({
  headTime,
  lastSeen,
}: EthereumNode): number | undefined {
  return headTime && lastSeen
    ? (Date.parse(lastSeen) - Date.parse(headTime)) / 1_000
    : undefined;
}
