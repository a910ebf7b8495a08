import type { NodeStatus } from '@nodeyard/ethereum';
import type { Family, Series } from './families';

type Checkpoint = NonNullable<NodeStatus['checkpoint']>;

/** Gauges of checkpoint sync. A consensus client with a database requests no checkpoint, and has no series. */
export const checkpointFamilies: Family[] = [
  {
    name: 'eth_node_checkpoint_quorum',
    help: 'Whether enough sources agreed on a finalized block at the last checkpoint request of the consensus client (1 or 0).',
    series: ofCheckpoint(({ result }) => [[Number(result === 'agreed')]]),
  },
  {
    name: 'eth_node_checkpoint_slot',
    help: 'Slot of the finalized block that the checkpoint sources agreed on.',
    series: ofCheckpoint(({ slot }) => (slot === undefined ? [] : [[slot]])),
  },
  {
    name: 'eth_node_checkpoint_source',
    help: 'Answer of each checkpoint source as a label; always 1.',
    labels: ['source', 'result'],
    series: ofCheckpoint(({ sources }) =>
      sources.map(({ url, result }) => [1, { source: url, result }]),
    ),
  },
  {
    name: 'eth_node_checkpoint_sent_bytes',
    help: 'Bytes relayed from a checkpoint source to the consensus client.',
    labels: ['source'],
    series: ofCheckpoint(({ sources }) =>
      sources.map(({ url, sentBytes }) => [sentBytes, { source: url }]),
    ),
  },
];

function ofCheckpoint(
  series: (checkpoint: Checkpoint) => Series[],
): (status: NodeStatus) => Series[] {
  return ({ checkpoint }) => (checkpoint ? series(checkpoint) : []);
}
