// Generated from charts/ethereum-infrastructure/files/clients by `yarn workspace @nodeyard/ethereum generate`. Do not edit.

/** Names of the execution clients, for who needs no more of them: the facts are forty kilobytes. @public */
export const executionClientNames: readonly string[] = ["besu","erigon","geth","nethermind","reth"];
