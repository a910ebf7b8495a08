import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Seconds until the forks that this devnet never reaches: thirty years. They make `eth_config` name a next fork. */
const NEVER_SECONDS = 30 * 365 * 24 * 3600;

/** The account that holds all ether: the first of the well-known test mnemonic's. */
const RICH_ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';

/**
 * The genesis.json of a chain that has merged from its first block, with Shanghai active: the newest fork that the test's
 * consensus client knows.
 */
export function executionGenesis({ chainId, genesisTime }) {
  const cancunTime = genesisTime + NEVER_SECONDS;
  const fromGenesis = [
    ...[
      'homestead',
      'eip150',
      'eip155',
      'eip158',
      'byzantium',
      'constantinople',
    ],
    ...['petersburg', 'istanbul', 'berlin', 'london', 'mergeNetsplit'],
  ];
  const blobs = { target: 3, max: 6, baseFeeUpdateFraction: 3338477 };
  return {
    config: {
      chainId,
      ...Object.fromEntries(fromGenesis.map(fork => [`${fork}Block`, 0])),
      terminalTotalDifficulty: 0,
      shanghaiTime: 0,
      cancunTime,
      depositContractAddress: '0x1234567890123456789012345678901234567890',
      blobSchedule: { cancun: blobs },
    },
    timestamp: `0x${genesisTime.toString(16)}`,
    // What geth takes as zero when it is missing: other clients do not start without it.
    nonce: '0x0',
    mixHash: `0x${'0'.repeat(64)}`,
    coinbase: `0x${'0'.repeat(40)}`,
    extraData: '0x',
    difficulty: '0x0',
    gasLimit: '0x1c9c380',
    baseFeePerGas: '0x3b9aca00',
    alloc: { [RICH_ACCOUNT]: { balance: '0x200000000000000000000000000000' } },
  };
}

/**
 * Block 0 as geth makes it from a genesis.json: the consensus client's genesis commits to it.
 *
 * geth runs offline in a datadir that is thrown away.
 */
export function executionBlockZero(geth, genesis) {
  const datadir = mkdtempSync(join(tmpdir(), 'nodeyard-genesis-'));
  try {
    const file = join(datadir, 'genesis.json');
    writeFileSync(file, JSON.stringify(genesis));
    const run = args =>
      execFileSync(geth, ['--datadir', datadir, ...args], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    run(['init', file]);
    const offline = [
      '--nodiscover',
      '--maxpeers=0',
      '--port=0',
      '--authrpc.port=0',
      '--datadir.minfreedisk=0',
      '--ipcdisable',
      '--verbosity=0',
    ];
    return JSON.parse(
      JSON.parse(
        run([
          ...offline,
          '--exec',
          'JSON.stringify(eth.getBlock(0))',
          'console',
        ]),
      ),
    );
  } finally {
    rmSync(datadir, { recursive: true, force: true });
  }
}
