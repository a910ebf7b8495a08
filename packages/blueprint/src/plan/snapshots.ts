import { storeKindOf, storeKinds, valueAt } from '@nodeyard/ethereum';
import { requestMessage } from '../messages/requestMessages';
import { problemOf } from '../problem';
import type { Problem } from '../problem';
import type { RequestDraft } from '../request/draft';
import type { EnvironmentName, NodeRequest } from '../request/schema';
import type { PlannedNode } from './nodes';

/**
 * Restores without a store, and a store that is neither written nor read.
 *
 * @param request - before it is parsed: an invalid store or schedule has a problem of its own
 */
export function snapshotProblems(
  request: unknown,
  draft: RequestDraft,
): Problem[] {
  const restores = [
    ...draft.nodes.map(
      (node, index) => [`nodes[${index}].restore`, node?.restore] as const,
    ),
    ['serve.restore', draft.serve?.restore] as const,
  ].filter(([, restore]) => restore === 'latest');
  if (valueAt(request, ['snapshots']) === undefined) {
    return restores.map(([path, value]) =>
      problemOf({
        path,
        value,
        reason: requestMessage('no-store', {}),
        fix: requestMessage('add-store', { example: storeKinds.s3.example }),
      }),
    );
  }
  const store = valueAt(request, ['snapshots', 'store']);
  const ofKind = kindProblems(request, store);
  if (ofKind.length > 0) return ofKind;
  const schedule = valueAt(request, ['snapshots', 'schedule']);
  if (store === undefined || schedule !== undefined || restores.length > 0) {
    return [];
  }
  return [
    problemOf({
      path: 'snapshots.store',
      value: store,
      reason: requestMessage('store-unused', {}),
      fix: requestMessage('use-store', {}),
    }),
  ];
}

/** An endpoint that the kind of store needs, and a role that it does not have. */
function kindProblems(request: unknown, store: unknown): Problem[] {
  const kind = typeof store === 'string' ? storeKindOf(store) : undefined;
  const role = valueAt(request, ['snapshots', 'role']);
  const hasRoles = Object.values(kind?.identities ?? {}).some(({ settings }) =>
    settings.includes('roleArn'),
  );
  const isEndpointMissing =
    kind?.required.some(({ setting }) => setting === 'endpoint') &&
    valueAt(request, ['snapshots', 'endpoint']) === undefined;
  return [
    ...(isEndpointMissing
      ? [
          problemOf({
            path: 'snapshots.endpoint',
            reason: requestMessage('no-storage-account', {}),
            fix: requestMessage('write-storage-account', {}),
          }),
        ]
      : []),
    ...(kind && role !== undefined && !hasRoles
      ? [
          problemOf({
            path: 'snapshots.role',
            value: role,
            reason: requestMessage('role-unused', { scheme: kind.scheme }),
            fix: requestMessage('remove-role', {
              form: storeKinds.s3.forms[0],
            }),
          }),
        ]
      : []),
  ];
}

/** Whether pods have the store as a mounted volume, and not over the network. */
export function isMountedStore(store: string): boolean {
  return storeKindOf(store)?.isMounted ?? false;
}

/**
 * Where an environment has its snapshots. What takes snapshots also removes old ones by itself, so that each environment
 * has a place of its own in a bucket; a team that only reads gives the full URL.
 */
export function storeOf(
  { store, schedule }: NonNullable<NodeRequest['snapshots']>,
  environment: EnvironmentName,
): string {
  return isMountedStore(store) || schedule === undefined
    ? store
    : `${store.replace(/\/+$/, '')}/${environment}`;
}

/** Where the environments of a request have theirs, each place once. */
export function storesOf({ snapshots, environments }: NodeRequest): string[] {
  return snapshots
    ? [...new Set(environments.map(name => storeOf(snapshots, name)))]
    : [];
}

/** Names of what begins with the newest verified snapshot, the pool last. */
export function restoredNames({
  nodes,
  pool,
}: {
  nodes: readonly PlannedNode[];
  pool?: PlannedNode;
}): string[] {
  return [...nodes, ...(pool ? [pool] : [])].flatMap(({ name, restore }) =>
    restore ? [name] : [],
  );
}
