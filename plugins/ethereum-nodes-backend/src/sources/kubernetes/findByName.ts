import type { FoundNode } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { type Message, parseJson } from '@nodeyard/ethereum';
import type { z } from 'zod';
import { missingPermission } from './accessErrors';
import type { ClusterAccess } from './ClusterAccess';
import { listSchema } from './objects';

/** These objects have some KiB, and annotations at most 256 KiB. */
const MAX_BYTES = 384 * 1024;
/** A pod has some hundred values, and as many in its managed fields. */
const MAX_PARTS = 5000;

interface NamedKind<T extends z.ZodType> {
  /** API path, e.g. `/apis/apps/v1`. */
  api: string;
  resource: string;
  schema: T;
}

/**
 * Reads one object of a node's namespace with the verb `list`, which discovery requires anyway.
 *
 * @returns the object, or the missing permission; neither if there is no such object or no valid response
 */
export async function findByName<T extends z.ZodType>(
  access: ClusterAccess,
  { cluster, namespace }: Pick<FoundNode, 'cluster' | 'namespace'>,
  { api, resource, schema }: NamedKind<T>,
  name: string,
  limits: { signal: AbortSignal; timeoutMs: number },
): Promise<{ found?: z.infer<T>; denied?: Message }> {
  const query = new URLSearchParams({
    fieldSelector: `metadata.name=${name}`,
    limit: '1',
  });
  const path = `${api}/namespaces/${namespace}/${resource}?${query}`;
  const answer = await access.get(cluster ?? '', path, {
    ...limits,
    maxBytes: MAX_BYTES,
  });
  if (answer.kind === 'none') return {};
  if (answer.status === 403) {
    return { denied: missingPermission('list', resource) };
  }
  const parsed = parseJson(answer.body, { parts: MAX_PARTS });
  const list = parsed.ok && listSchema(schema).safeParse(parsed.value);
  return list ? { found: list.data?.items.at(0) } : {};
}
