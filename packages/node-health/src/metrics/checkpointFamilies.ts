import type { NodeStatus } from '@nodeyard/ethereum';
import type { Family, Series } from './families';

type Checkpoint = NonNullable<NodeStatus['checkpoint']>;

/** Figures of the consensus client's start from a checkpoint. A client that has a database asks for none, and has none. */
export const checkpointFamilies: Family[] = [
  {
    name: 'eth_node_checkpoint_quorum',
    help: 'Whether enough sources agreed on a finalized block when the consensus client last asked for a checkpoint: 1 or 0',
    series: known(({ result }) => [[Number(result === 'agreed')]]),
  },
  {
    name: 'eth_node_checkpoint_slot',
    help: 'Slot of the finalized block that the checkpoint sources agreed on',
    series: known(({ slot }) => (slot === undefined ? [] : [[slot]])),
  },
  {
    name: 'eth_node_checkpoint_source',
    help: 'Always 1; the labels say what each checkpoint source said of that block',
    labels: ['source', 'result'],
    series: known(({ sources }) =>
      sources.map(({ url, result }) => [1, { source: url, result }]),
    ),
  },
  {
    name: 'eth_node_checkpoint_sent_bytes',
    help: 'Bytes that went from a checkpoint source to the consensus client',
    labels: ['source'],
    series: known(({ sources }) =>
      sources.map(({ url, sentBytes }) => [sentBytes, { source: url }]),
    ),
  },
];

function known(
  series: (checkpoint: Checkpoint) => Series[],
): (status: NodeStatus) => Series[] {
  return ({ checkpoint }) => (checkpoint ? series(checkpoint) : []);
}
