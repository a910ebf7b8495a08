import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isNeverStored } from '@nodeyard/snapshot-store';
import { walk } from '../datadir/walk';
import { hexDigestOf } from '../format/digest';

/** Digests of a datadir's files by path, without those that are never stored: equal for equal datadirs. */
export async function datadirDigests(
  datadir: string,
): Promise<Record<string, string>> {
  const { files } = await walk(datadir);
  const stored = files.filter(file => !isNeverStored(file.path, []));
  return Object.fromEntries(
    await Promise.all(
      stored.map(async ({ path }) => [
        path,
        hexDigestOf(await readFile(join(datadir, path))),
      ]),
    ),
  );
}
