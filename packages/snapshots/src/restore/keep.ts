import { look, isEmpty, isGrownBeside } from './target';

/**
 * Whether a datadir holds a chain of its own: not empty, and not what an interrupted restore left.
 *
 * Who starts a node again and again, as Kubernetes does, restores once: a chain that is there is the node's business.
 */
export async function holdsChain(
  datadir: string,
  client: string,
): Promise<boolean> {
  const local = await look(datadir);
  if (local.dirty === undefined) return !isEmpty(local, client);
  return isGrownBeside(local, client);
}
