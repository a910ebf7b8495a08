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
 * The facts that plans are made from: {@link currentFacts}, except in tests.
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

/** The entry of a record under an untrusted name; never an inherited property such as `constructor`. */
export function known<T>(
  record: Readonly<Record<string, T>>,
  name: string | undefined,
): T | undefined {
  return name !== undefined && Object.hasOwn(record, name)
    ? record[name]
    : undefined;
}
