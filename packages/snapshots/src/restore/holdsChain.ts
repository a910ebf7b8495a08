import { nestedDatadir, nestedDatadirError } from '../datadir/chainFiles';
import {
  noExternalFolders,
  resolveExternalFolders,
  type ExternalFolders,
} from '../files/externalFolders';
import { inspectDatadir, isEmpty, hasChainBesidePartial } from './datadirState';

/**
 * Whether a datadir holds a chain of its own: neither empty, nor the remains of an interrupted restore.
 *
 * An init container runs at every start of a pod, and must not restore over an existing chain.
 *
 * @throws SnapshotError `refused` if a whole datadir is in a folder of this one
 */
export async function holdsChain(
  datadir: string,
  client: string,
  given: ExternalFolders = noExternalFolders,
): Promise<boolean> {
  const external = await resolveExternalFolders(datadir, client, given, {
    followLinks: false,
  });
  const local = await inspectDatadir(datadir, external);
  const nested = nestedDatadir(
    client,
    local.walked.files.map(file => file.path),
  );
  if (nested !== undefined) throw nestedDatadirError(datadir, nested);
  if (local.dirty === undefined) return !isEmpty(local, client);
  return hasChainBesidePartial(local, client);
}
