import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { DiscoveredPlace } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { Message } from '@nodeyard/ethereum';
import { z } from 'zod';
import { parseJsonOrUndefined } from '../../parseJsonOrUndefined';
import { toAccessError } from './accessErrors';
import type { ClusterAccess } from './ClusterAccess';
import { listSchema } from './objects';

/** 5,000 pods are 50 requests. */
const PAGE_SIZE = 100;
const PAGE_LIMITS = { timeoutMs: 15_000, maxBytes: 16 * 1024 * 1024 };
/** Limit for an API server whose list does not end. */
const MAX_PAGES = 1000;

export type Listing<T> =
  | { ok: true; items: T[] }
  | {
      ok: false;
      status: Exclude<DiscoveredPlace['status'], 'ok'>;
      error: Message;
    };

/** Lists all objects that match a selector, page by page. */
export async function listAll<T extends z.ZodType>(
  access: ClusterAccess,
  cluster: string,
  kind: { path: string; resource: string; selector: string; schema: T },
  signal: AbortSignal,
): Promise<Listing<z.infer<T>>> {
  const items: Array<z.infer<T>> = [];
  let next: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = new URLSearchParams({
      labelSelector: kind.selector,
      limit: String(PAGE_SIZE),
      ...(next && { continue: next }),
    });
    const answer = await access.get(cluster, `${kind.path}?${query}`, {
      signal,
      ...PAGE_LIMITS,
    });
    if (answer.kind === 'none' || answer.status !== 200) {
      return { ok: false, ...toAccessError(answer, 'list', kind.resource) };
    }
    const list = listSchema(kind.schema).safeParse(
      parseJsonOrUndefined(answer.body),
    );
    if (!list.success) {
      return {
        ok: false,
        status: 'error',
        error: say('list-invalid', {
          resource: kind.resource,
          why: z.prettifyError(list.error),
        }),
      };
    }
    items.push(...list.data.items);
    next = list.data.metadata.continue;
    if (!next) return { ok: true, items };
  }
  return {
    ok: false,
    status: 'error',
    error: say('list-endless', { resource: kind.resource }),
  };
}
