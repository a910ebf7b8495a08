// Generated from charts/ethereum-infrastructure/files/networks and files/clients by `yarn workspace @nodeyard/ethereum generate`. Do not edit.

/** Networks, the oldest first. @public */
export const networkNames = ["mainnet","sepolia","hoodi","devnet"] as const;

/** @public */
export type NetworkName = (typeof networkNames)[number];

/** Execution clients. @public */
export const executionClientNames = ["besu","erigon","geth","nethermind","reth"] as const;

/** @public */
export type ExecutionClientName = (typeof executionClientNames)[number];

/** Consensus clients. @public */
export const consensusClientNames = ["grandine","lighthouse","lodestar","nimbus","prysm","teku"] as const;

/** @public */
export type ConsensusClientName = (typeof consensusClientNames)[number];
