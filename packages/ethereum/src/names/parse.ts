import {
  consensusClientNames,
  executionClientNames,
  networkNames,
  type ConsensusClientName,
  type ExecutionClientName,
  type NetworkName,
} from './generated';

/** Whether a name from outside is that of a network with facts. @public */
export function isNetworkName(name: string): name is NetworkName {
  return networkNames.some(known => known === name);
}

/** Whether a name from outside is that of an execution client with facts. @public */
export function isExecutionClientName(
  name: string,
): name is ExecutionClientName {
  return executionClientNames.some(known => known === name);
}

/** Whether a name from outside is that of a consensus client with facts. @public */
export function isConsensusClientName(
  name: string,
): name is ConsensusClientName {
  return consensusClientNames.some(known => known === name);
}
