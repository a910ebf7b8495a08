/** What consensus clients ask for when they start from a checkpoint. */
export type What =
  | 'state'
  | 'block'
  | 'root'
  | 'finality'
  | 'blobs'
  | 'envelope';

/** What a client does without where no source has it: a block need not have any. */
export const optional: readonly What[] = ['blobs', 'envelope'];

/** A request that is on the list. */
export interface Asked {
  what: What;
  /** `finalized`, `genesis` (of a state), `head` (of finality), a slot or a root. */
  id: string;
  /** Path at a source for another ID. */
  path(id: string): string;
}

/**
 * The list. Sources, at the versions of 2026: Lighthouse client/src/builder.rs (state, block by slot, blob sidecars before
 * Fulu), Lodestar networks/index.ts (state; 1.5.1 asks for the finality of `head` first), Teku
 * Eth2NetworkConfiguration.java (states finalized and genesis), Nimbus trusted_node_sync.nim (states finalized and genesis,
 * envelope by root from Gloas on), Prysm sync/checkpoint/api.go and genesis/providers.go (state, block by slot; genesis),
 * Grandine checkpoint_sync.rs (block finalized, then state by its slot), Caplin checkpoint_sync (state, block and envelope
 * finalized). The envelope's route was renamed from the singular to the plural (ethereum/beacon-APIs).
 */
const list: ReadonlyArray<[What, before: string, after: string]> = [
  ['state', '/eth/v2/debug/beacon/states/', ''],
  ['block', '/eth/v2/beacon/blocks/', ''],
  ['root', '/eth/v1/beacon/blocks/', '/root'],
  ['finality', '/eth/v1/beacon/states/', '/finality_checkpoints'],
  ['blobs', '/eth/v1/beacon/blob_sidecars/', ''],
  ['envelope', '/eth/v1/beacon/execution_payload_envelope/', ''],
  ['envelope', '/eth/v1/beacon/execution_payload_envelopes/', ''],
];

const ID = /^(finalized|\d{1,19}|0x[0-9a-f]{64})$/;
/** Names that only one kind of request may use. */
const names: Partial<Record<What, string>> = {
  state: 'genesis',
  finality: 'head',
};

/** @returns undefined for everything that is not on the list */
export function askedFor(target: string): Asked | undefined {
  const [path = ''] = target.split('?', 1);
  for (const [what, before, after] of list) {
    if (!path.startsWith(before) || !path.endsWith(after)) continue;
    const id = path.slice(before.length, path.length - after.length);
    if (ID.test(id) || id === names[what]) {
      return { what, id, path: other => `${before}${other}${after}` };
    }
  }
  return undefined;
}

/** What is served, for an answer to what is not. */
export const servedPaths: readonly string[] = list.map(
  ([, before, after]) => `${before}{id}${after}`,
);
