import { consensusClients, executionClients } from '../clients/generated';
import type { ConsensusClient, ExecutionClient } from '../clients/schema';
import { networks } from '../networks/generated';
import type { Network } from '../networks/schema';
import {
  isConsensusClientName,
  isExecutionClientName,
  isNetworkName,
} from './parse';

/** Facts of a network by a name from outside; undefined for a network without facts, such as a private one. @public */
export function findNetwork(name: string): Network | undefined {
  return isNetworkName(name) ? networks[name] : undefined;
}

/** Facts of an execution client by a name from outside; undefined for an unknown one. @public */
export function findExecutionClient(name: string): ExecutionClient | undefined {
  return isExecutionClientName(name) ? executionClients[name] : undefined;
}

/** Facts of a consensus client by a name from outside; undefined for an unknown one. @public */
export function findConsensusClient(name: string): ConsensusClient | undefined {
  return isConsensusClientName(name) ? consensusClients[name] : undefined;
}
