import type { NodeReading } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import {
  FRESH_HEAD_SLOTS,
  type JudgeInput,
  type Network,
  type NodeSample,
} from '@nodeyard/ethereum';
import { z } from 'zod';
import {
  findBuiltInNetwork,
  type NetworkLookup,
  secondsPerSlotOf,
} from '../networkLookup';
import type { KnownNode } from '../store/KnownNode';
import { readJson } from '../store/readJson';
import { resolveNetworkName } from './networkName';

/** A head, and when it was read. */
interface Head {
  /** Seconds since the epoch. */
  timestamp: number;
  /** Milliseconds since the epoch. */
  readAt: number;
  /** Whether it was recent when it was read. */
  moving: boolean;
}

const finite = z.number().refine(Number.isFinite);
const headsSchema = z.record(
  z.string(),
  z.object({
    count: finite,
    newest: z.object({
      timestamp: finite,
      readAt: finite,
      moving: z.boolean(),
    }),
  }),
);

/** Heads of one network. */
interface NetworkSummary {
  count: number;
  /** The newest two, so that one remains for each node without its own. */
  newest: Array<{ id?: string; head: Head; timestamp: number }>;
}

/**
 * Newest heads of the nodes of each network. Polls are spread over the period, so heads are kept until the next poll of their node,
 * and those that other replicas have read count as well.
 */
export class NetworkHeads {
  private readonly findNetwork: NetworkLookup;
  private readonly keepMs: number;
  private readonly heads = new Map<string, Head & { network: string }>();
  private readonly nameOf = new Map<string, string>();
  private elsewhere: Array<z.infer<typeof headsSchema>> = [];

  /** @param keepMs - age from which a head no longer counts */
  constructor(keepMs: number, findNetwork: NetworkLookup = findBuiltInNetwork) {
    this.keepMs = keepMs;
    this.findNetwork = findNetwork;
  }

  /** @param now - milliseconds since the epoch */
  add(
    reads: ReadonlyArray<{ known: KnownNode; reading: NodeReading }>,
    now: number,
  ): void {
    for (const { known, reading } of reads) {
      const { id } = known.node;
      const network = resolveNetworkName(
        known,
        sampleOf(reading),
        this.findNetwork,
      );
      this.nameOf.set(id, network);
      const timestamp = headTimestamp(this.findNetwork(network), reading);
      // Entities are editable by teams, so declared nodes do not count as evidence for a stall of the network.
      if (timestamp === undefined || known.source === 'annotation') {
        this.heads.delete(id);
        continue;
      }
      const secondsPerSlot = secondsPerSlotOf(this.findNetwork(network));
      this.heads.set(id, {
        network,
        timestamp,
        readAt: now,
        moving: now / 1000 - timestamp <= FRESH_HEAD_SLOTS * secondsPerSlot,
      });
    }
  }

  /** Heads of this replica for others, as JSON. */
  export(now: number): string {
    const own = [...this.summarize(now)].map(([network, { count, newest }]) => [
      network,
      { count, newest: newest[0]?.head },
    ]);
    return JSON.stringify(Object.fromEntries(own));
  }

  /** @param exported - heads of the other replicas, which replace those imported before */
  import(exported: readonly string[]): void {
    this.elsewhere = exported
      .map(text => readJson(headsSchema, text))
      .filter(heads => heads !== undefined);
  }

  /** For each node, the other nodes of its network: how many have a head, and their newest head. */
  others(now: number): (known: KnownNode) => JudgeInput['others'] {
    const summaries = this.summarize(now);
    for (const heads of this.elsewhere) {
      for (const [network, { count, newest: head }] of Object.entries(heads)) {
        if (Math.abs(now - head.readAt) > this.keepMs) continue;
        addHead(summaries, network, count, {
          head,
          timestamp: timestampAt(head, now),
        });
      }
    }
    return ({ node }) => {
      const summary = summaries.get(this.nameOf.get(node.id) ?? node.network);
      const newest = summary?.newest.find(({ id }) => id !== node.id);
      return (
        summary &&
        newest && {
          count: summary.count - (this.heads.has(node.id) ? 1 : 0),
          newestHeadTimestamp: newest.timestamp,
        }
      );
    };
  }

  private summarize(now: number): Map<string, NetworkSummary> {
    const summaries = new Map<string, NetworkSummary>();
    for (const [id, head] of this.heads) {
      // Its node is gone, or another replica polls it.
      if (Math.abs(now - head.readAt) > this.keepMs) {
        this.heads.delete(id);
        this.nameOf.delete(id);
        continue;
      }
      addHead(summaries, head.network, 1, {
        id,
        head,
        timestamp: timestampAt(head, now),
      });
    }
    return summaries;
  }
}

function addHead(
  summaries: Map<string, NetworkSummary>,
  network: string,
  count: number,
  head: NetworkSummary['newest'][number],
): void {
  const summary = summaries.get(network) ?? { count: 0, newest: [] };
  summaries.set(network, summary);
  summary.count += count;
  const [first, second] = summary.newest;
  if (first && second && head.timestamp <= second.timestamp) return;
  summary.newest =
    first && head.timestamp <= first.timestamp
      ? [first, head]
      : [head, ...(first ? [first] : [])];
}

/** A head that was recent has moved on since; an old one counts as it was read. */
function timestampAt({ timestamp, readAt, moving }: Head, now: number): number {
  return moving ? timestamp + Math.max(0, now - readAt) / 1000 : timestamp;
}

/** Undefined for a node on another chain, and for one that syncs or is at block 0. */
function headTimestamp(
  network: Network | undefined,
  reading: NodeReading,
): number | undefined {
  if (reading.kind !== 'sample' && reading.kind !== 'status') return undefined;
  if (
    reading.kind === 'status' &&
    reading.status.verdict.state === 'WRONG_NETWORK'
  ) {
    return undefined;
  }
  const execution = sampleOf(reading)?.execution;
  if (execution?.kind !== 'ok') return undefined;
  const { chainId, genesisHash, head, syncing } = execution.value;
  // geth stays at block 0 through a snap sync. Building indexes alone is done at the head.
  if (head.number === 0 || (syncing && !syncing.indexingOnly)) return undefined;
  const foreign =
    network &&
    (chainId !== network.chainId ||
      (network.genesisHash !== undefined &&
        genesisHash !== undefined &&
        genesisHash !== network.genesisHash));
  return foreign ? undefined : head.timestamp;
}

function sampleOf(reading: NodeReading): NodeSample | undefined {
  if (reading.kind === 'sample') return reading.sample;
  return reading.kind === 'status' ? reading.status.sample : undefined;
}
