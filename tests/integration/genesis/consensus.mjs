import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Eight slots per epoch: finality within a minute. Read once, when Lodestar's packages are loaded.
process.env.LODESTAR_PRESET = 'minimal';

const bytes = hex => Buffer.from(hex.slice(2), 'hex');

/**
 * The consensus half of a devnet's genesis, made by Lodestar's own packages: chain config and state at slot 0.
 *
 * Altair to Capella are active from epoch 0. The validators are the interop ones, whose keys everybody knows.
 */
export async function consensusGenesis({
  lodestar,
  block,
  chainId,
  genesisTime,
  secondsPerSlot,
  validators,
}) {
  const load = path =>
    import(pathToFileURL(join(lodestar, 'node_modules', path)).href);
  const { initDevState } = await load(
    '@lodestar/beacon-node/lib/node/utils/state.js',
  );
  const { createIChainForkConfig, chainConfigToJson } = await load(
    '@lodestar/config/lib/index.js',
  );
  const { chainConfig: minimal } = await load(
    '@lodestar/config/lib/chainConfig/presets/minimal.js',
  );
  const { ssz } = await load('@lodestar/types/lib/index.js');

  const chainConfig = {
    ...minimal,
    CONFIG_NAME: 'devnet',
    MIN_GENESIS_ACTIVE_VALIDATOR_COUNT: validators,
    MIN_GENESIS_TIME: genesisTime,
    GENESIS_DELAY: 0,
    ALTAIR_FORK_EPOCH: 0,
    BELLATRIX_FORK_EPOCH: 0,
    CAPELLA_FORK_EPOCH: 0,
    TERMINAL_TOTAL_DIFFICULTY: 0n,
    SECONDS_PER_SLOT: secondsPerSlot,
    DEPOSIT_CHAIN_ID: chainId,
    DEPOSIT_NETWORK_ID: chainId,
  };
  const { state } = initDevState(
    createIChainForkConfig(chainConfig),
    validators,
    {
      genesisTime,
      eth1BlockHash: bytes(block.hash),
      withEth1Credentials: true,
    },
  );
  const header = {
    ...ssz.capella.ExecutionPayloadHeader.defaultValue(),
    ...payloadHeader(block),
  };
  state.latestExecutionPayloadHeader =
    ssz.capella.ExecutionPayloadHeader.toViewDU(header);
  state.commit();
  return {
    config: `${Object.entries(chainConfigToJson(chainConfig))
      .map(yamlLine)
      .join('\n')}\n`,
    state: state.serialize(),
    genesisValidatorsRoot: `0x${Buffer.from(
      state.genesisValidatorsRoot,
    ).toString('hex')}`,
  };
}

/** The header that merges the two genesis: the consensus state says that it has executed the execution client's block 0. */
function payloadHeader(block) {
  return {
    parentHash: bytes(block.parentHash),
    feeRecipient: bytes(block.miner),
    stateRoot: bytes(block.stateRoot),
    receiptsRoot: bytes(block.receiptsRoot),
    logsBloom: bytes(block.logsBloom),
    prevRandao: bytes(block.mixHash),
    blockNumber: 0,
    gasLimit: block.gasLimit,
    gasUsed: 0,
    timestamp: block.timestamp,
    extraData: bytes(block.extraData),
    baseFeePerGas: BigInt(block.baseFeePerGas),
    blockHash: bytes(block.hash),
  };
}

/** Hex and words are quoted: a YAML reader would take 0x10 for a number. */
function yamlLine([key, value]) {
  return `${key}: ${/^[0-9]+$/.test(value) ? value : `'${value}'`}`;
}
