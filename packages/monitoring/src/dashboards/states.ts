import {
  MappingType,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { nodeStates, type NodeState } from '@nodeyard/ethereum';

const colors: Record<NodeState, string> = {
  WRONG_NETWORK: 'dark-red',
  UNREACHABLE: 'red',
  WAITING_FOR_CL: 'light-red',
  STALLED: 'dark-orange',
  NETWORK_STALL: 'purple',
  BEHIND: 'orange',
  SYNCING: 'blue',
  UNKNOWN: 'gray',
  MAINTENANCE: 'light-blue',
  INDEXING: 'light-green',
  SYNCED: 'green',
};

/** The state of each node as its place in {@link nodeStates}, from 1, because a band can show numbers only. */
export function stateNumber(selector: string, by: string): string {
  return nodeStates
    .map(
      (state, i) =>
        `max by (${by}) (eth_node_state{${selector}, state="${state}"} == 1) * ${
          i + 1
        }`,
    )
    .join(' or ');
}

/** Names and colours of the values of {@link stateNumber}. */
export const stateNames: ValueMapping[] = [
  {
    type: MappingType.ValueToText,
    options: Object.fromEntries(
      nodeStates.map((state, i) => [
        String(i + 1),
        { text: state, color: colors[state], index: i },
      ]),
    ),
  },
];

/** 1 and 0 of `eth_node_ready`. */
export const readiness: ValueMapping[] = [
  {
    type: MappingType.ValueToText,
    options: {
      '0': { text: 'not ready', color: 'red', index: 0 },
      '1': { text: 'ready', color: 'green', index: 1 },
    },
  },
];
