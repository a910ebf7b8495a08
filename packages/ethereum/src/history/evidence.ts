import { executionClients } from '../clients/generated';
import { isExecutionClientName } from '../names/parse';
import type { ExecutionClientName } from '../names/generated';
import {
  provenEvidence,
  type DatadirReader,
  type Evidence,
  type HistoryBlocks,
} from './datadir';
import { gethEvidence } from './gethFreezer';

/** Evidence of a datadir's history that can be read without its client. @public */
export interface HistoryEvidence extends Evidence {
  /** Whether the datadir has chain data. */
  holdsChain: boolean;
}

const evidenceOf: Partial<
  Record<
    ExecutionClientName,
    (datadir: DatadirReader, blocks: HistoryBlocks) => Promise<Evidence>
  >
> = {
  geth: gethEvidence,
  besu: besuEvidence,
  reth: rethEvidence,
};

/**
 * Reads the evidence of a datadir's history from its files.
 *
 * The files of geth are proof, those of besu and reth partial evidence; nethermind and erigon have no readable evidence.
 * @public
 */
export async function historyEvidence(
  client: string,
  blocks: HistoryBlocks | undefined,
  datadir: DatadirReader,
): Promise<HistoryEvidence> {
  if (!isExecutionClientName(client)) {
    return { holdsChain: false, excluded: [] };
  }
  const chain = await datadir.list(executionClients[client].chainData);
  if (chain.length === 0) return { holdsChain: false, excluded: [] };
  const evidence = evidenceOf[client]?.(datadir, blocks ?? {});
  return { holdsChain: true, ...((await evidence) ?? { excluded: [] }) };
}

/**
 * Source: besu-eth/besu, DatabaseMetadata.java: `{"v2":{"format":"BONSAI","version":3}}`. An archive is FOREST, every other
 * history BONSAI.
 */
async function besuEvidence(datadir: DatadirReader): Promise<Evidence> {
  const text = textOf(await datadir.read('DATABASE_METADATA.json'));
  const format = /"format"\s*:\s*"([A-Z_]{1,32})"/.exec(text)?.[1];
  const observation = `DATABASE_METADATA.json says ${format}`;
  if (format === 'FOREST') {
    return provenEvidence('besu', 'archive', observation);
  }
  return format === 'BONSAI'
    ? { excluded: ['archive'], observation }
    : { excluded: [] };
}

/**
 * Source: paradigmxyz/reth, crates/config/src/config.rs and save_pruning_config in launch/common.rs: what was ever pruned by
 * flags stands in reth.toml, and flags that are taken away leave it there.
 */
async function rethEvidence(datadir: DatadirReader): Promise<Evidence> {
  const text = textOf(await datadir.read('reth.toml'));
  const pruned =
    /^\s*\[?(?:prune\.segments\.)?(transaction_lookup|receipts|account_history|storage_history|bodies_history)\b/m.exec(
      text,
    )?.[1];
  return pruned
    ? { excluded: ['archive'], observation: `reth.toml prunes ${pruned}` }
    : { excluded: [] };
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes ? new TextDecoder().decode(bytes) : '';
}
