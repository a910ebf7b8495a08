/** Resources that consensus clients request when they start from a checkpoint. */
export type ResourceKind =
  | 'state'
  | 'block'
  | 'root'
  | 'finality'
  | 'blobs'
  | 'envelope';

/** Resources that a block need not have: a 404 is a valid response. */
export const optionalKinds: readonly ResourceKind[] = ['blobs', 'envelope'];

/** A request for a served route. */
export interface CheckpointRequest {
  kind: ResourceKind;
  /** `finalized`, `genesis` (of a state), `head` (of finality), a slot or a root. */
  id: string;
  /** Path of the same resource with another ID. */
  path(id: string): string;
}

/**
 * Served routes. Sources, at the versions of 2026: Lighthouse client/src/builder.rs (state, block by slot, blob sidecars before
 * Fulu), Lodestar networks/index.ts (state; 1.5.1 asks for the finality of `head` first), Teku
 * Eth2NetworkConfiguration.java (states finalized and genesis), Nimbus trusted_node_sync.nim (states finalized and genesis,
 * envelope by root from Gloas on), Prysm sync/checkpoint/api.go and genesis/providers.go (state, block by slot; genesis),
 * Grandine checkpoint_sync.rs (block finalized, then state by its slot), Caplin checkpoint_sync (state, block and envelope
 * finalized). The envelope's route was renamed from the singular to the plural (ethereum/beacon-APIs).
 */
const servedRoutes: ReadonlyArray<
  [ResourceKind, before: string, after: string]
> = [
  ['state', '/eth/v2/debug/beacon/states/', ''],
  ['block', '/eth/v2/beacon/blocks/', ''],
  ['root', '/eth/v1/beacon/blocks/', '/root'],
  ['finality', '/eth/v1/beacon/states/', '/finality_checkpoints'],
  ['blobs', '/eth/v1/beacon/blob_sidecars/', ''],
  ['envelope', '/eth/v1/beacon/execution_payload_envelope/', ''],
  ['envelope', '/eth/v1/beacon/execution_payload_envelopes/', ''],
];

const ID = /^(finalized|\d{1,19}|0x[0-9a-f]{64})$/;
/** IDs that only one kind of resource may use. */
const extraIds: Partial<Record<ResourceKind, string>> = {
  state: 'genesis',
  finality: 'head',
};

/** Parses the request target. @returns undefined for a path that is not served */
export function parseRequest(target: string): CheckpointRequest | undefined {
  const [path = ''] = target.split('?', 1);
  for (const [kind, before, after] of servedRoutes) {
    if (!path.startsWith(before) || !path.endsWith(after)) continue;
    const id = path.slice(before.length, path.length - after.length);
    if (ID.test(id) || id === extraIds[kind]) {
      return { kind: kind, id, path: other => `${before}${other}${after}` };
    }
  }
  return undefined;
}

/** Served paths, for error messages. */
export const servedPaths: readonly string[] = servedRoutes.map(
  ([, before, after]) => `${before}{id}${after}`,
);
