import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { executionClients } from '../../src/clients/generated';
import { forkId } from '../../src/forks/forkId';
import { networks } from '../../src/networks/generated';
import type { Network } from '../../src/networks/schema';
import { Comparison, type SourceResult } from './finding';
import { run } from './run';

const MODULE = 'github.com/ethereum/go-ethereum';
const goEnv = { GOFLAGS: '-mod=mod', GOWORK: 'off' };

const moduleSchema = z.object({ Version: z.string(), Dir: z.string() });
const chainspecSchema = z.looseObject({
  chainId: z.number(),
  depositContractAddress: z.string().optional(),
});
const describedSchema = z.record(
  z.string(),
  z.object({
    genesisHash: z.string(),
    forks: z.array(z.object({ activation: z.number(), forkId: z.string() })),
  }),
);

/** Networks whose schedule geth ships. */
const shipped = () =>
  Object.values(networks).filter(network => network.kind === 'public');

/** Compares networks, fork IDs and flags with the newest geth that the Go module proxy serves. */
export async function compareWithGeth(
  scratch: string,
  chartTemplate?: string,
): Promise<SourceResult[]> {
  const module = await newestGeth(scratch);
  const named = (what: string) => `geth ${module.Version} ${what}`;
  return [
    compareChainspecs(named('chainspecs'), module.Dir),
    await compareForkIds(named('core/forkid'), module.Version, scratch),
    compareVersion(named('module'), module.Version),
    ...(chartTemplate === undefined
      ? []
      : [compareFlags(named('flags'), module.Dir, chartTemplate)]),
  ];
}

async function newestGeth(scratch: string) {
  const versions = (
    await run('go', ['list', '-m', '-versions', MODULE], {
      cwd: scratch,
      env: goEnv,
    })
  )
    .trim()
    .split(' ');
  const newest = versions
    .filter(version => /^v\d+\.\d+\.\d+$/.test(version))
    .at(-1);
  const downloaded = await run(
    'go',
    ['mod', 'download', '-json', `${MODULE}@${newest ?? 'latest'}`],
    {
      cwd: scratch,
      env: goEnv,
    },
  );
  return moduleSchema.parse(JSON.parse(downloaded));
}

function compareChainspecs(source: string, moduleDir: string): SourceResult {
  const comparison = new Comparison(source);
  for (const network of shipped()) {
    const file = join(
      moduleDir,
      'params',
      'chainspecs',
      `${network.name}.json`,
    );
    const spec = chainspecSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const at = `networks/${network.name}`;
    comparison.compare(`${at} chainId`, network.chainId, spec.chainId);
    comparison.compare(
      `${at} depositContract`,
      network.depositContract,
      spec.depositContractAddress,
    );
    const theirTimes = Object.entries(spec).flatMap(([key, value]) =>
      key.endsWith('Time') && typeof value === 'number'
        ? [[key.slice(0, -'Time'.length), value] as const]
        : [],
    );
    for (const name of new Set([
      ...theirTimes.map(([fork]) => fork),
      ...network.forks.map(fork => fork.name),
    ])) {
      const ours = network.forks.find(fork => fork.name === name);
      const theirs = theirTimes.find(([fork]) => fork === name)?.[1];
      const fromGenesis = theirs === 0 && ours === undefined;
      if (!fromGenesis && (ours?.time !== undefined || theirs !== undefined)) {
        comparison.compare(`${at} forks.${name}.time`, ours?.time, theirs);
      }
    }
    for (const fork of network.withdrawnForks ?? []) {
      const scheduled = theirTimes.some(([, time]) => time === fork.time);
      comparison.compare(
        `${at} withdrawnForks.${fork.name}`,
        'withdrawn',
        scheduled ? `scheduled at ${fork.time}` : 'withdrawn',
      );
    }
  }
  return comparison.result();
}

/** Lets geth's own code compute every fork ID, and computes them from geth's schedule with ours. */
async function compareForkIds(
  source: string,
  version: string,
  scratch: string,
): Promise<SourceResult> {
  const program = join(scratch, 'forkids');
  cpSync(join(__dirname, 'forkids'), program, { recursive: true });
  writeFileSync(
    join(program, 'go.mod'),
    `module forkids\n\ngo 1.24\n\nrequire ${MODULE} ${version}\n`,
  );
  const described = describedSchema.parse(
    JSON.parse(await run('go', ['run', '.'], { cwd: program, env: goEnv })),
  );
  const comparison = new Comparison(source);
  for (const network of shipped()) {
    const theirs = described[network.name];
    if (!theirs) throw new Error(`geth describes no ${network.name}`);
    const at = `networks/${network.name}`;
    comparison.compare(
      `${at} genesisHash`,
      network.genesisHash,
      theirs.genesisHash,
    );
    const passed: number[] = [];
    for (const { activation, forkId: id } of theirs.forks) {
      passed.push(activation);
      const fork = forkAt(network, activation);
      comparison.compare(
        `${at} forks.${fork?.name ?? activation}.forkId`,
        fork?.forkId,
        id,
      );
      comparison.compare(
        `our forkId() on ${network.name} from ${activation}`,
        forkId(theirs.genesisHash, passed),
        id,
      );
    }
    for (const fork of network.forks.filter(
      ({ forkId: stated }) => stated !== undefined,
    )) {
      const known = theirs.forks.some(({ forkId: id }) => id === fork.forkId);
      comparison.compare(`${at} forks.${fork.name} known to geth`, true, known);
    }
  }
  return comparison.result();
}

/** The fork that begins at a block or time; the first one stands for everything from genesis on. */
function forkAt(network: Network, activation: number) {
  return activation === 0
    ? network.forks.find(fork => fork.block === 0 || fork.time === 0)
    : network.forks.find(
        fork => fork.block === activation || fork.time === activation,
      );
}

function compareVersion(source: string, version: string): SourceResult {
  const comparison = new Comparison(source);
  comparison.compare(
    'clients/geth image.tag',
    executionClients.geth.image.tag,
    version,
  );
  return comparison.result();
}

/** Every flag that the chart gives geth must be one that geth has. */
function compareFlags(
  source: string,
  moduleDir: string,
  template: string,
): SourceResult {
  const folders = ['cmd/utils', 'cmd/geth', 'internal/debug', 'internal/flags'];
  const has = new Set(
    folders
      .flatMap(folder =>
        readdirSync(join(moduleDir, folder)).map(file =>
          join(moduleDir, folder, file),
        ),
      )
      .filter(file => file.endsWith('.go') && !file.endsWith('_test.go'))
      .flatMap(file => [
        ...readFileSync(file, 'utf8').matchAll(/\bName:\s*"([a-z0-9.-]+)"/g),
      ])
      .map(([, name]) => name),
  );
  const comparison = new Comparison(source);
  for (const flag of flagsIn(readFileSync(template, 'utf8'))) {
    comparison.compare(
      `chart _geth.tpl --${flag}`,
      'used',
      has.has(flag) ? 'used' : 'no such flag',
    );
  }
  for (const { name } of shipped()) {
    comparison.compare(
      `chart _geth.tpl --${name}`,
      'used',
      has.has(name) ? 'used' : 'no such flag',
    );
  }
  return comparison.result();
}

/** Flags in a template, comments left out. */
export function flagsIn(template: string): string[] {
  const code = template
    .replace(/\{\{-?\s*\/\*.*?\*\/\s*-?\}\}/gs, '')
    .replace(/^\s*#.*$/gm, '');
  return [
    ...new Set(
      [...code.matchAll(/(?<![\w-])--([a-z][a-z0-9.-]*)/g)].map(
        ([, flag = '']) => flag,
      ),
    ),
  ];
}
