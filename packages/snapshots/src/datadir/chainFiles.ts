import { executionClients, findExecutionClient } from '@nodeyard/ethereum';
import {
  isNeverStored,
  type Manifest,
  matches,
  refused,
} from '@nodeyard/snapshot-store';
import type { WalkResult } from './walk';

/** Folders between a datadir and a copy that was unpacked too deep. */
const MAX_NESTING = 3;

/** Folders with chain data of all execution clients. */
const chainFolders = Object.values(executionClients).flatMap(
  ({ chainData, datadir }) => [chainData, ...datadir.externalFolders],
);

/**
 * Whether files are those of a chain of any execution client: a configuration file and a log are none.
 *
 * A link in the path of a folder with chain data counts, because what it links to is not examined.
 *
 * @param client - of the datadir; for one without facts, every file counts that a snapshot would contain
 */
export function isChainThere(
  { files, others }: Pick<WalkResult, 'files' | 'others'>,
  client: string,
): boolean {
  const globs = findExecutionClient(client)?.neverSnapshot;
  const stored = files.filter(({ path }) => !isNeverStored(path, globs ?? []));
  if (!globs) return others.length > 0 || stored.length > 0;
  const paths = stored.map(({ path }) => path);
  return (
    paths.some(path => chainFolders.some(folder => isBelow(path, folder))) ||
    others.some(path =>
      chainFolders.some(
        folder =>
          path === folder || isBelow(path, folder) || isBelow(folder, path),
      ),
    ) ||
    nestedDatadir(client, paths) !== undefined
  );
}

/** Name of the execution client whose database is among the paths; undefined if there is none. */
export function findChain(paths: readonly string[]): string | undefined {
  return Object.values(executionClients).find(({ datadir }) =>
    paths.some(path => matches(datadir.required[0] ?? '', path)),
  )?.name;
}

/**
 * Folder below the datadir that is a datadir itself, as of a copy that was unpacked too deep; undefined if there is none, or if the
 * datadir has a database of its own.
 */
export function nestedDatadir(
  client: string,
  paths: readonly string[],
): string | undefined {
  const [database] = findExecutionClient(client)?.datadir.required ?? [];
  if (!database || paths.some(path => matches(database, path))) {
    return undefined;
  }
  for (const path of paths) {
    const names = path.split('/');
    for (let depth = 1; depth <= MAX_NESTING; depth++) {
      if (matches(database, names.slice(depth).join('/'))) {
        return names.slice(0, depth).join('/');
      }
    }
  }
  return undefined;
}

export function nestedDatadirError(datadir: string, nested: string) {
  return refused(
    'datadir-nested',
    `${datadir} is no datadir, but ${datadir}/${nested} is one: the copy was unpacked too deep. Move its contents up, or give that folder with --datadir.`,
  );
}

/**
 * Why files are not those of a datadir that its client can start from; undefined without such evidence, and for a client
 * without facts.
 *
 * @param paths - of the files of a snapshot
 * @param excluded - files that the datadir has beside these
 */
export function datadirFault(
  client: string,
  paths: readonly string[],
  excluded: readonly string[] = [],
): string | undefined {
  const facts = findExecutionClient(client);
  if (!facts) return undefined;
  const { required, corruptionMarks, externalFolders } = facts.datadir;
  const mark = [...paths, ...excluded].find(path =>
    corruptionMarks.some(glob => matches(glob, path)),
  );
  if (mark) {
    return `${facts.title} has marked its database as corrupt with ${mark}. Start the node once to have it repaired, or restore another snapshot`;
  }
  const missing = required.find(
    glob => !paths.some(path => matches(glob, path)),
  );
  if (missing === undefined) return undefined;
  if (excluded.some(path => matches(missing, path))) {
    return `--exclude leaves out ${missing}, without which ${facts.title} does not start. Exclude less`;
  }
  const external = externalFolders.find(folder => isBelow(missing, folder));
  return external
    ? `it has no ${missing}, without which ${facts.title} does not start. Where that folder is elsewhere, give it with --external ${external}=<folder>`
    : `it has no ${missing}, which every datadir of ${facts.title} has. Correct --datadir or --client`;
}

/** @throws SnapshotError `refused` if the files are not those of a datadir of the client */
export function assertDatadir(
  datadir: string,
  client: string,
  paths: readonly string[],
  excluded: readonly string[] = [],
): void {
  const nested = nestedDatadir(client, [...paths, ...excluded]);
  if (nested !== undefined) throw nestedDatadirError(datadir, nested);
  const fault = datadirFault(client, paths, excluded);
  if (fault) {
    throw refused('not-a-datadir', `${datadir} is not captured: ${fault}.`);
  }
}

/** @throws SnapshotError `refused` if the files of a snapshot are not those of a datadir of its client */
export function assertStoredDatadir(
  id: string,
  { client, files }: Pick<Manifest, 'client' | 'files'>,
): void {
  const fault = datadirFault(
    client,
    files.map(file => file.path),
  );
  if (!fault) return;
  throw refused(
    'not-a-datadir',
    `No node starts from snapshot ${id}: ${fault}, and take another snapshot.`,
  );
}

/** Whether a path, or a glob, is inside a folder. */
export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}
