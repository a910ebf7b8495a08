import { inspectDatadir, isEmpty, hasChainBesidePartial } from './datadirState';

/**
 * Whether a datadir holds a chain of its own: neither empty, nor the remains of an interrupted restore.
 *
 * An init container runs at every start of a pod, and must not restore over an existing chain.
 */
export async function holdsChain(
  datadir: string,
  client: string,
): Promise<boolean> {
  const local = await inspectDatadir(datadir);
  if (local.dirty === undefined) return !isEmpty(local, client);
  return hasChainBesidePartial(local, client);
}
