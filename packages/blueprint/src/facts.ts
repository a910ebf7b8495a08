import {
  consensusClients,
  executionClients,
  networks,
} from '@nodeyard/ethereum';
import type {
  ConsensusClient,
  ExecutionClient,
  Network,
} from '@nodeyard/ethereum';
import { features } from './capabilities';
import type { Capability, Feature } from './capabilities';

/**
 * What a plan is judged by. Always {@link currentFacts} but in tests of what other facts would lead to.
 * @public
 */
export interface Facts {
  networks: Readonly<Record<string, Network>>;
  executionClients: Readonly<Record<string, ExecutionClient>>;
  consensusClients: Readonly<Record<string, ConsensusClient>>;
  features: Readonly<Record<Feature, Capability>>;
}

/** The facts that this release carries. @public */
export const currentFacts: Facts = {
  networks,
  executionClients,
  consensusClients,
  features,
};

/** The entry of a record under a name that came from outside: `constructor` and the like are no entries. */
export function known<T>(
  record: Readonly<Record<string, T>>,
  name: string | undefined,
): T | undefined {
  return name !== undefined && Object.hasOwn(record, name)
    ? record[name]
    : undefined;
}
