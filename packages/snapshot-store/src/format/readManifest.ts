import { findExecutionClient, parseJson } from '@nodeyard/ethereum';
import { isNeverStored } from './neverStored';
import { corrupt, refused } from '../errors';
import { firstIssue } from './firstIssue';
import { chunkCount, MAX_MANIFEST_BYTES } from './limits';
import { comparePaths, pathProblem } from './paths';
import type { Manifest } from './manifest';
import { manifestDigest, manifestSchema, snapshotId } from './manifest';

/**
 * Parse and validate a manifest.
 *
 * @param id - the expected snapshot
 * @throws SnapshotError: `corrupt` if it is damaged, `refused` if it is intact and unsafe
 */
export function readManifest(id: string, bytes: Buffer): Manifest {
  const name = `snapshots/${id}/manifest.json`;
  if (bytes.length > MAX_MANIFEST_BYTES) {
    throw refused(
      'manifest-hostile',
      `${name} has ${bytes.length} bytes; a manifest has at most ${MAX_MANIFEST_BYTES}.`,
    );
  }
  const parsed = manifestSchema.safeParse(jsonOf(name, bytes));
  if (!parsed.success) {
    const issue = firstIssue(parsed.error);
    throw corrupt(
      'manifest-malformed',
      `${name}: ${issue.path.join('.')}: ${
        issue.message
      }. Take another snapshot.`,
    );
  }
  const manifest = parsed.data;
  if (
    manifestDigest(manifest) !== manifest.digest ||
    snapshotId(manifest) !== id
  ) {
    throw corrupt(
      'manifest-altered',
      `${name} does not match its digest: it was altered or damaged. Take another snapshot.`,
    );
  }
  const problem = hostileFile(manifest) ?? inconsistency(manifest);
  if (problem) {
    throw refused(
      'manifest-hostile',
      `${name}: ${problem}. It was not made by these tools; find out who wrote it.`,
    );
  }
  return manifest;
}

/** The deepest value is a file in the list of files. */
const MAX_DEPTH = 8;

function jsonOf(name: string, bytes: Buffer): unknown {
  const parsed = parseJson(bytes.toString('utf8'), { depth: MAX_DEPTH });
  if (!parsed.ok) {
    if (parsed.excessive) {
      throw refused(
        'manifest-hostile',
        `${name} ${parsed.why}. It was not made by these tools; find out who wrote it.`,
      );
    }
    throw corrupt(
      'manifest-malformed',
      `${name} is not JSON: it is damaged or truncated. Take another snapshot.`,
    );
  }
  return parsed.value;
}

function hostileFile({ client, files }: Manifest): string | undefined {
  const globs = findExecutionClient(client)?.neverSnapshot ?? [];
  const folders = new Set<string>();
  let previous: string | undefined;
  for (const { path } of files) {
    const problem = pathProblem(path);
    if (problem) return `the path ${JSON.stringify(path)} ${problem}`;
    if (previous !== undefined && comparePaths(previous, path) >= 0) {
      return `the path ${JSON.stringify(path)} occurs twice or out of order`;
    }
    previous = path;
    if (isNeverStored(path, globs)) {
      return `${JSON.stringify(
        path,
      )} is a secret or a lock, which snapshots never hold`;
    }
    for (
      let slash = path.lastIndexOf('/');
      slash > 0;
      slash = path.lastIndexOf('/', slash - 1)
    ) {
      const folder = path.slice(0, slash);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  const both = files.find(file => folders.has(file.path));
  return both && `${JSON.stringify(both.path)} is a file and a folder`;
}

function inconsistency({
  files,
  indexes,
  totals,
}: Manifest): string | undefined {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const chunks = files.reduce(
    (sum, file) => sum + chunkCount(file.size, file.chunkSize),
    0,
  );
  const entries = indexes.reduce((sum, index) => sum + index.entries, 0);
  if (!Number.isSafeInteger(bytes)) return 'its files are larger than any disk';
  if (totals.files !== files.length || totals.bytes !== bytes) {
    return 'its totals are not those of its files';
  }
  if (totals.chunks !== chunks || entries !== chunks) {
    return 'its indexes do not have as many entries as its files have chunks';
  }
  return undefined;
}
