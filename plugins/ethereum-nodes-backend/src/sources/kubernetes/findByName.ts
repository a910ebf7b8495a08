import type { FoundNode } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { type Message, parseJson } from '@nodeyard/ethereum';
import type { z } from 'zod';
import { missingPermission } from './accessErrors';
import type { ClusterAccess } from './ClusterAccess';
import { listSchema } from './objects';

/** One object: those of our kinds are some KiB, and an annotation of kubectl has 256 KiB at most. */
const MAX_BYTES = 384 * 1024;
/** A pod has some hundred, and as many again in its managed fields. */
const MAX_PARTS = 5000;

export interface NamedKind<T extends z.ZodType> {
  /** Of the API, as `/apis/apps/v1`. */
  api: string;
  resource: string;
  schema: T;
}

/**
 * One object of a node's namespace, by the verb `list`, which discovery has anyway.
 *
 * @returns the object, or in words the right that is missing; neither where there is none, or no usable answer
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
  if (answer.status === 403)
    return { denied: missingPermission('list', resource) };
  const parsed = parseJson(answer.body, { parts: MAX_PARTS });
  const list = parsed.ok && listSchema(schema).safeParse(parsed.value);
  return list ? { found: list.data?.items.at(0) } : {};
}
