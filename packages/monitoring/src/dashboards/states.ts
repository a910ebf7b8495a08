import {
  MappingType,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { nodeStates, stateFacts } from '@nodeyard/ethereum';

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
        { text: state, color: stateFacts[state].color, index: i },
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
