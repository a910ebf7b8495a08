/**
 * Block 0 of the real geth's chain: the devnet's chain ID, merged from the beginning, on Cancun.
 *
 * Prague would need its system contracts in `alloc`, which geth --dev does not look for until then.
 */
export const genesis = {
  config: {
    chainId: 7332,
    homesteadBlock: 0,
    eip150Block: 0,
    eip155Block: 0,
    eip158Block: 0,
    byzantiumBlock: 0,
    constantinopleBlock: 0,
    petersburgBlock: 0,
    istanbulBlock: 0,
    berlinBlock: 0,
    londonBlock: 0,
    terminalTotalDifficulty: 0,
    shanghaiTime: 0,
    cancunTime: 0,
    blobSchedule: {
      cancun: { target: 3, max: 6, baseFeeUpdateFraction: 3338477 },
    },
  },
  difficulty: '0x0',
  gasLimit: '0x1c9c380',
  alloc: {},
};
