/** By namespace what clients serve, after geth's, Erigon's, Nethermind's and Besu's own documentation of their JSON-RPC. */
const names: Record<string, string> = {
  admin:
    'addPeer addTrustedPeer datadir exportChain importChain nodeInfo peers removePeer removeTrustedPeer startHTTP startWS stopHTTP stopWS sleepBlocks clearHistory maxPeers prune verifyTrie isStateRootAvailable addCatalyst generateLogBloomCache logsRepairCache logsRemoveCache changeLogLevel',
  debug:
    'accountRange backtraceAt blockProfile chaindbCompact chaindbProperty cpuProfile dbAncient dbAncients dbGet dumpBlock freeOSMemory freezeClient gcStats getAccessibleState getBadBlocks getModifiedAccountsByHash getModifiedAccountsByNumber getRawBlock getRawHeader getRawReceipts getRawTransaction goTrace intermediateRoots memStats mutexProfile preimage printBlock setBlockProfileRate setGCPercent setHead setMutexProfileFraction setTrieFlushInterval stacks standardTraceBlockToFile standardTraceBadBlockToFile startCPUProfile startGoTrace stopCPUProfile stopGoTrace storageRangeAt traceBadBlock traceBlock traceBlockByHash traceBlockByNumber traceBlockFromFile traceCall traceChain traceTransaction verbosity vmodule writeBlockProfile writeMemProfile writeMutexProfile resetHead replayBlock',
  engine:
    'exchangeCapabilities exchangeTransitionConfigurationV1 forkchoiceUpdatedV1 forkchoiceUpdatedV2 forkchoiceUpdatedV3 getBlobsV1 getBlobsV2 getPayloadV1 getPayloadV2 getPayloadV3 getPayloadV4 getPayloadV5 newPayloadV1 newPayloadV2 newPayloadV3 newPayloadV4 getPayloadBodiesByHashV1 getPayloadBodiesByRangeV1',
  eth: 'accounts coinbase hashrate mining getWork submitWork submitHashrate sendTransaction sign signTransaction signTypedData fillTransaction resend pendingTransactions compileSolidity',
  personal:
    'deriveAccount ecRecover importRawKey initializeWallet listAccounts listWallets lockAccount newAccount openWallet sendTransaction sign signTransaction unlockAccount unpair',
  miner: 'setEtherbase setExtra setGasLimit setGasPrice start stop',
  txpool: 'content contentFrom inspect status besuTransactions besuStatistics',
  les: 'addBalance clientInfo latestCheckpoint priorityClientInfo serverInfo',
  parity:
    'devBlockReceipts enode getBlockReceipts netPeers pendingTransactions setEngineSigner',
  clique: 'discard getSigners getSnapshot propose proposals status',
};

/** Methods that the gateway passes to no node. */
export const unlistedMethods: string[] = Object.entries(names).flatMap(
  ([namespace, list]) => list.split(' ').map(name => `${namespace}_${name}`),
);
