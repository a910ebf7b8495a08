import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { consensusClients } from '../../src/clients/generated';
import { networks } from '../../src/networks/generated';
import type { Network } from '../../src/networks/schema';
import { Comparison, type SourceResult } from './finding';
import { run } from './run';

const PACKAGE = '@lodestar/config';

/** Compares consensus schedules with the newest `@lodestar/config` on npm. */
export async function compareWithLodestar(
  scratch: string,
): Promise<SourceResult[]> {
  const version = (
    await run('npm', ['view', PACKAGE, 'version'], { cwd: scratch })
  ).trim();
  const packed = await run(
    'npm',
    ['pack', `${PACKAGE}@${version}`, '--silent'],
    { cwd: scratch },
  );
  await run('tar', ['-xzf', packed.trim().split('\n').at(-1) ?? ''], {
    cwd: scratch,
  });
  const source = `lodestar ${version}`;
  const comparison = new Comparison(`${source} config`);
  for (const network of Object.values(networks).filter(
    ({ kind }) => kind === 'public',
  )) {
    compareNetwork(
      comparison,
      network,
      readConfig(join(scratch, 'package', 'lib', 'chainConfig'), network.name),
    );
  }
  const release = new Comparison(`${source} package`);
  release.compare(
    'clients/lodestar image.tag',
    consensusClients.lodestar.image.tag,
    `v${version}`,
  );
  return [comparison.result(), release.result()];
}

/** A network's constants as Lodestar states them; mainnet's hold wherever a network says nothing else. */
function readConfig(folder: string, name: string): Map<string, string> {
  const files = [
    join(folder, 'configs', 'mainnet.js'),
    join(folder, 'networks', `${name}.js`),
  ];
  const constants = new Map<string, string>();
  for (const file of files) {
    const text = readFileSync(file, 'utf8').replace(/^\s*\/\/.*$/gm, '');
    for (const [, key = '', bytes, plain = ''] of text.matchAll(
      /^\s*([A-Z0-9_]+): (?:b\("(0x\w+)"\)|(\d+|Infinity))/gm,
    )) {
      constants.set(key, bytes ?? plain);
    }
    const blobs = text.match(/BLOB_SCHEDULE: \[(.*?)\n {4}\]/s)?.[1];
    if (blobs !== undefined) {
      constants.set(
        'BLOB_SCHEDULE',
        [...blobs.matchAll(/EPOCH: (\d+)/g)].map(([, epoch]) => epoch).join(),
      );
    }
  }
  return constants;
}

function compareNetwork(
  comparison: Comparison,
  network: Network,
  constants: Map<string, string>,
): void {
  const at = `networks/${network.name}`;
  comparison.compare(
    `${at} chainId`,
    network.chainId,
    constants.get('DEPOSIT_CHAIN_ID'),
  );
  comparison.compare(
    `${at} depositContract`,
    network.depositContract,
    constants.get('DEPOSIT_CONTRACT_ADDRESS'),
  );
  comparison.compare(
    `${at} genesisForkVersion`,
    network.genesisForkVersion,
    constants.get('GENESIS_FORK_VERSION'),
  );
  for (const [key, value] of constants) {
    const name = key.match(/^([A-Z]+)_FORK_EPOCH$/)?.[1]?.toLowerCase();
    if (name === undefined) {
      continue;
    }
    const ours = network.forks.find(
      fork => fork.consensus?.name === name,
    )?.consensus;
    const fromGenesis = value === '0' && ours === undefined;
    if (!fromGenesis) {
      comparison.compare(
        `${at} ${name}.epoch`,
        ours?.epoch,
        value === 'Infinity' ? undefined : value,
      );
    }
    if (ours !== undefined) {
      comparison.compare(
        `${at} ${name}.version`,
        ours.version,
        constants.get(`${name.toUpperCase()}_FORK_VERSION`),
      );
    }
  }
  for (const fork of network.withdrawnForks ?? []) {
    const { name, epoch, version } = fork.consensus;
    const scheduled =
      constants.get(`${name.toUpperCase()}_FORK_EPOCH`) === String(epoch);
    comparison.compare(
      `${at} withdrawnForks.${fork.name}`,
      'withdrawn',
      scheduled ? `scheduled at epoch ${epoch}, ${version}` : 'withdrawn',
    );
  }
  const blobForks = network.forks.flatMap(({ consensus }) =>
    consensus !== undefined && consensus.version === undefined
      ? [consensus.epoch]
      : [],
  );
  comparison.compare(
    `${at} epochs of blob parameters`,
    blobForks.join(),
    constants.get('BLOB_SCHEDULE'),
  );
}
