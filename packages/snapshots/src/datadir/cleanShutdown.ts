import type { LocalFile } from './walk';

const JOURNAL = 'geth/triedb/merkle.journal';
const OPTIONS = /^geth\/chaindata\/OPTIONS-\d+$/;

/**
 * Why a datadir was not shut down cleanly, as far as its client leaves evidence; undefined without evidence.
 *
 * geth with the path scheme keeps the newest states in memory and writes them to `triedb/merkle.journal` only on
 * shutdown. A copy without it boots without an error at head 0. Pebble writes an OPTIONS file each time it is opened, so a
 * journal that is older than the newest one is from an earlier run.
 *
 * @param scheme - storage scheme, as far as it is known; geth's `hash` scheme has no journal
 */
export function uncleanShutdownReason(
  client: string,
  scheme: string | null,
  files: readonly LocalFile[],
): string | undefined {
  if (client !== 'geth' || scheme === 'hash') return undefined;
  const started = newest(files.filter(file => OPTIONS.test(file.path)));
  const journal = files.find(file => file.path === JOURNAL);
  if (!journal) {
    return `it has no ${JOURNAL}, which geth writes on a clean shutdown`;
  }
  // LevelDB writes no OPTIONS files.
  if (started && journal.mtime < started.mtime) {
    return `${JOURNAL} is older than the last start of geth, which was not shut down cleanly`;
  }
  return undefined;
}

function newest(files: readonly LocalFile[]): LocalFile | undefined {
  return files.reduce<LocalFile | undefined>(
    (latest, file) => (latest && latest.mtime >= file.mtime ? latest : file),
    undefined,
  );
}
