import type { ListedSnapshot } from '@nodeyard/snapshots';
import type { SnapshotStoreConfig } from './config';

/** What an operator types to get a snapshot: into a datadir of their choice, so that nobody's is overwritten by a paste. */
export function restoreCommand(
  snapshot: Pick<ListedSnapshot, 'id' | 'network' | 'client' | 'verification'>,
  store: Pick<SnapshotStoreConfig, 'url' | 'endpoint' | 'region'>,
): string {
  const { id, network, client, verification } = snapshot;
  const words = [
    ...['delta-sync', 'restore', '--store', quoteForShell(store.url)],
    ...(store.endpoint ? ['--s3-endpoint', quoteForShell(store.endpoint)] : []),
    ...(store.region ? ['--s3-region', quoteForShell(store.region)] : []),
    ...['--network', network, '--client', client, '--from', id],
    ...(verification?.result === 'passed' ? [] : ['--allow-unverified']),
    ...['--datadir', 'DATADIR'],
  ];
  return words.join(' ');
}

function quoteForShell(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}
