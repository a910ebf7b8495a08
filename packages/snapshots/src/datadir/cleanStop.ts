import { LocalFile } from './walk';

const JOURNAL = 'geth/triedb/merkle.journal';
const OPTIONS = /^geth\/chaindata\/OPTIONS-\d+$/;

/**
 * Why a datadir was not stopped cleanly, as far as its client leaves evidence; undefined where there is nothing to say.
 *
 * geth with the path scheme keeps the newest states in memory and writes them to `triedb/merkle.journal` only when it is
 * asked to stop. A copy without it boots in silence with head 0. Pebble writes an OPTIONS file each time it is opened, so a
 * journal that is older than the newest one is from an earlier run.
 *
 * @param scheme - storage scheme, as far as it is known; geth's `hash` scheme has no journal
 */
export function uncleanStop(
  client: string,
  scheme: string | null,
  files: readonly LocalFile[],
): string | undefined {
  if (client !== 'geth' || scheme === 'hash') return undefined;
  const started = newest(files.filter(file => OPTIONS.test(file.path)));
  if (!started) return 'it has no geth/chaindata: this is no datadir of geth';
  const journal = files.find(file => file.path === JOURNAL);
  if (!journal)
    return `it has no ${JOURNAL}, which geth writes when it is stopped cleanly`;
  if (journal.mtime < started.mtime)
    return `${JOURNAL} is from before geth was last started: that run did not end cleanly`;
  return undefined;
}

function newest(files: readonly LocalFile[]): LocalFile | undefined {
  return files.reduce<LocalFile | undefined>(
    (latest, file) => (latest && latest.mtime >= file.mtime ? latest : file),
    undefined,
  );
}
