import { quoteShellWord } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { storeKindOf } from '@nodeyard/ethereum';
import type { ListedSnapshot } from '@nodeyard/snapshot-store';
import type { SnapshotStoreConfig } from './config';

/** Command that restores a snapshot. The datadir is a placeholder, so that pasting the command overwrites nothing. */
export function restoreCommand(
  snapshot: Pick<ListedSnapshot, 'id' | 'network' | 'client' | 'verification'>,
  store: Pick<SnapshotStoreConfig, 'url' | 'endpoint' | 'region'>,
): string {
  const { id, network, client, verification } = snapshot;
  const { endpointOption } = storeKindOf(store.url) ?? {};
  const words = [
    ...['delta-sync', 'restore', '--store', quoteShellWord(store.url)],
    ...(store.endpoint && endpointOption
      ? [endpointOption, quoteShellWord(store.endpoint)]
      : []),
    ...(store.region ? ['--s3-region', quoteShellWord(store.region)] : []),
    ...['--network', network, '--client', client, '--from', id],
    ...(verification?.result === 'passed' ? [] : ['--allow-unverified']),
    ...['--datadir', 'DATADIR'],
  ];
  return words.join(' ');
}
