import { executionClients } from '@nodeyard/ethereum';
import { stat } from 'node:fs/promises';
import { uncleanStop } from '../datadir/cleanStop';
import { keyLike } from '../datadir/keyLike';
import { assertNotLocked } from '../datadir/lock';
import { isNeverStored, matches } from '../datadir/neverStored';
import { LocalFile, isUntouched, walk } from '../datadir/walk';
import { pathProblem } from '../format/paths';
import { isGrownBeside, look } from '../restore/target';
import { refused } from '../stopped';
import { orAbsent } from '../files/systemError';

/** A datadir that may be captured. */
export interface Source {
  datadir: string;
  client: string;
  scheme: string | null;
  /** Globs that the operator leaves out on top of what is never stored. */
  exclude: readonly string[];
}

/**
 * The files to capture, after every check that can be made without reading them.
 *
 * @throws Stopped `refused`: not a datadir, between two states, a node runs on it, it was not stopped cleanly, or it holds
 * what no snapshot may hold
 */
export async function filesToCapture(source: Source): Promise<LocalFile[]> {
  const { datadir, client, scheme } = source;
  if (!(await orAbsent(stat(datadir)))?.isDirectory())
    throw refused(
      'datadir-missing',
      `${datadir} is no folder. Give the node's datadir with --datadir.`,
    );
  const local = await look(datadir);
  if (local.dirty && !isGrownBeside(local, client)) {
    throw refused(
      'datadir-dirty',
      `${datadir} is between two states: a restore was not finished. Run "delta-sync restore" to its end first.`,
    );
  }
  const { files, others } = local.walked;
  await assertNotLocked(
    datadir,
    files.map(file => file.path),
  );
  const unclean = uncleanStop(client, scheme, files);
  if (unclean)
    throw refused(
      'datadir-unclean',
      `${datadir} was not stopped cleanly: ${unclean}. Start the node, let it settle, stop it with SIGTERM and wait for its exit.`,
    );

  const captured = wanted(source, files);
  const odd =
    others.find(path => isWanted(source, path)) ??
    captured.find(file => pathProblem(file.path))?.path;
  if (odd)
    throw refused(
      'datadir-odd-file',
      `${JSON.stringify(
        odd,
      )} in ${datadir} is a link, a device or has an unusual name: a snapshot holds regular files only. Move it away, or leave it out with --exclude.`,
    );
  for (const file of captured) {
    const why = await keyLike(datadir, file.path, file.size);
    if (why)
      throw refused(
        'datadir-key',
        `${file.path} in ${datadir} looks like a key: ${why}. Nothing was stored. Move it away, or leave it out with --exclude "${file.path}".`,
      );
  }
  if (captured.length === 0)
    throw refused('datadir-empty', `${datadir} holds nothing to capture.`);
  return captured;
}

/**
 * Look at the datadir again.
 *
 * @throws Stopped `refused` when anything changed since `before`
 */
export async function assertUnchanged(
  source: Source,
  before: readonly LocalFile[],
): Promise<void> {
  const now = wanted(source, (await walk(source.datadir)).files);
  const changed =
    now.length === before.length
      ? before.find(
          (file, n) => file.path !== now[n].path || !isUntouched(now[n], file),
        )?.path
      : 'the list of files';
  if (changed)
    throw refused(
      'datadir-changed',
      `${changed} in ${source.datadir} changed while it was read: a node is writing to it. Stop it cleanly and run the command again.`,
    );
}

function wanted(source: Source, files: readonly LocalFile[]): LocalFile[] {
  return files.filter(file => isWanted(source, file.path));
}

function isWanted({ client, exclude }: Source, path: string): boolean {
  return (
    !isNeverStored(path, executionClients[client]?.neverSnapshot ?? []) &&
    !exclude.some(glob => matches(glob, path))
  );
}
