import { findExecutionClient } from '@nodeyard/ethereum';
import { stat } from 'node:fs/promises';
import { uncleanShutdownReason } from '../datadir/cleanShutdown';
import { assertDatadir } from '../datadir/chainFiles';
import { detectKey } from '../datadir/detectKey';
import { assertNotLocked } from '../datadir/clientLock';
import {
  ignoreNotFound,
  isNeverStored,
  matches,
  pathProblem,
  refused,
} from '@nodeyard/snapshot-store';
import type { LocalFile } from '../datadir/walk';
import type { ExternalFolders } from '../files/externalFolders';
import { isUnchanged, walk } from '../datadir/walk';
import { hasChainBesidePartial, inspectDatadir } from '../restore/datadirState';

/** The datadir to capture. */
export interface CaptureSource {
  datadir: string;
  client: string;
  scheme: string | null;
  /** Folders of the datadir that are elsewhere. */
  external: ExternalFolders;
  /** Globs of further files to exclude. */
  exclude: readonly string[];
}

/**
 * The files to capture, after all checks that do not read them.
 *
 * @throws SnapshotError `refused`: not a datadir, dirty, in use, not shut down cleanly, or with files that no snapshot may
 * contain
 */
export async function filesToCapture(
  source: CaptureSource,
): Promise<LocalFile[]> {
  const { datadir, client, scheme, external } = source;
  if (!(await ignoreNotFound(stat(datadir)))?.isDirectory()) {
    throw refused(
      'datadir-missing',
      `${datadir} is no folder. Give the node's datadir with --datadir.`,
    );
  }
  const local = await inspectDatadir(datadir, external);
  if (local.dirty && !hasChainBesidePartial(local, client)) {
    throw refused(
      'datadir-dirty',
      `${datadir} is between two states: a restore is incomplete. Complete it with "delta-sync restore" first.`,
    );
  }
  const { files, others } = local.walked;
  await assertNotLocked(
    datadir,
    files.map(file => file.path),
    external,
  );
  if (files.length === 0 && others.length === 0) throw emptyError(datadir);
  const captured = selectFiles(source, files);
  const paths = new Set(captured.map(file => file.path));
  assertDatadir(
    datadir,
    client,
    [...paths],
    files.map(file => file.path).filter(path => !paths.has(path)),
  );
  const unclean = uncleanShutdownReason(client, scheme, files);
  if (unclean) {
    throw refused(
      'datadir-unclean',
      `${datadir} was not shut down cleanly: ${unclean}. Start the node, wait until it is idle, stop it with SIGTERM and wait for its exit.`,
    );
  }

  const odd =
    others.find(path => isSelected(source, path)) ??
    captured.find(file => pathProblem(file.path))?.path;
  if (odd) {
    throw refused(
      'datadir-odd-file',
      `${JSON.stringify(
        odd,
      )} in ${datadir} is a link, a device or has an unusual name: snapshots contain regular files only. Move it away, or exclude it with --exclude.`,
    );
  }
  for (const file of captured) {
    const why = await detectKey(datadir, file.path, file.size, external);
    if (why) {
      throw refused(
        'datadir-key',
        `${file.path} in ${datadir} looks like a key: ${why}. Nothing was stored. Move it away, or exclude it with --exclude "${file.path}".`,
      );
    }
  }
  if (captured.length === 0) throw emptyError(datadir);
  return captured;
}

function emptyError(datadir: string) {
  return refused('datadir-empty', `${datadir} has no files to capture.`);
}

/**
 * Compare the datadir with an earlier list of its files.
 *
 * @throws SnapshotError `refused` if anything changed since `before`
 */
export async function assertUnchanged(
  source: CaptureSource,
  before: readonly LocalFile[],
): Promise<void> {
  const now = selectFiles(
    source,
    (await walk(source.datadir, source.external)).files,
  );
  const changed =
    now.length === before.length
      ? before.find((file, n) => {
          const current = now[n];
          return current?.path !== file.path || !isUnchanged(current, file);
        })?.path
      : 'the list of files';
  if (changed) {
    throw refused(
      'datadir-changed',
      `${changed} in ${source.datadir} changed while it was read: a node is writing to it. Stop it cleanly and run the command again.`,
    );
  }
}

function selectFiles(
  source: CaptureSource,
  files: readonly LocalFile[],
): LocalFile[] {
  return files.filter(file => isSelected(source, file.path));
}

function isSelected({ client, exclude }: CaptureSource, path: string): boolean {
  return (
    !isNeverStored(path, findExecutionClient(client)?.neverSnapshot ?? []) &&
    !exclude.some(glob => matches(glob, path))
  );
}
