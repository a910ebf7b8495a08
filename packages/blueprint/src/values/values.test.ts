import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { blueprintSource } from '../source';
import { requireTools, toolPath } from '../testing/tools';
import { nodeSettings } from './nodeSettings';
import { isValues } from './setting';
import type { Setting } from './setting';

const run = promisify(execFile);
const { root } = blueprintSource();
const oldPath = process.env.PATH;

jest.setTimeout(240_000);

beforeAll(() => {
  requireTools('helm', 'helmfile');
  process.env.PATH = toolPath;
});
afterAll(() => {
  process.env.PATH = oldPath;
});

function settingsOf(environment: string, node: string, from = root) {
  const result = nodeSettings(from, environment, node);
  if (!result.ok) throw new Error(result.problem);
  return result.settings;
}

function sourceOf(settings: Setting[], key: string) {
  const found = settings.find(({ path }) => path.join('.') === key);
  return found && [found.value, found.layer, found.at.join('.')];
}

describe('the values of a node', () => {
  it.each(['constructor', '__proto__', 'geth-9'])(
    'are refused for %s, which the environment lacks',
    name => {
      expect(nodeSettings(root, 'local', name)).toEqual({
        ok: false,
        problem: `environments/local.yaml has neither a node nor a pool ${name}. It has: geth-0, rpc`,
      });
    },
  );

  it('are refused for a missing environment', () => {
    expect(nodeSettings(root, 'moon', 'geth-0')).toEqual({
      ok: false,
      problem: expect.stringContaining('local.yaml'),
    });
  });

  it('come from the chart, files and the environment', () => {
    const settings = settingsOf('local', 'rpc');
    const sources = [
      'network',
      'role',
      'execution.client',
      'execution.resources.requests.memory',
      'execution.extraArgs',
      'execution.storage.storageClassName',
      'p2p.address',
      'priorityClassName',
      'networkPolicy.metricsFrom',
    ].map(key => [key, ...(sourceOf(settings, key)?.slice(1) ?? [])]);
    const environment = 'environments/local.yaml';
    expect(sources).toEqual([
      ['network', environment, 'network'],
      ['role', 'helmfiles/ethereum/helmfile.yaml.gotmpl', 'role'],
      ['execution.client', environment, 'serve.rpc.execution.client'],
      [
        'execution.resources.requests.memory',
        'values/networks/hoodi/geth.yaml',
        'execution.resources.requests.memory',
      ],
      [
        'execution.extraArgs',
        'values/clients/geth.yaml',
        'execution.extraArgs',
      ],
      [
        'execution.storage.storageClassName',
        environment,
        'execution.storage.storageClassName',
      ],
      [
        'p2p.address',
        'charts/ethereum-infrastructure/values.yaml',
        'p2p.address',
      ],
      ['priorityClassName', environment, 'serveDefaults.priorityClassName'],
      [
        'networkPolicy.metricsFrom',
        'values/ethereum/global.yaml',
        'networkPolicy.metricsFrom',
      ],
    ]);
  });
});

describe('compared with the values that Helm passes to the chart', () => {
  let copy = '';
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'nodeyard-values-'));
    for (const path of ['helmfiles', 'values', 'environments', 'charts']) {
      await cp(join(root, path), join(copy, path), { recursive: true });
    }
    await writeFile(
      join(copy, 'charts/ethereum-infrastructure/templates/merged.yaml'),
      'merged: {{ .Values | toJson }}\n',
    );
    // Lists that are replaced, a default that is taken away, and a mapping over an empty one.
    await writeFile(
      join(copy, 'values/clients/besu.yaml'),
      stringify({
        execution: {
          extraArgs: ['--only'],
          env: { A: 'client', B: 'client' },
        },
        snapshots: { resources: { limits: null } },
      }),
    );
    const file = join(copy, 'environments/layered.yaml');
    await writeFile(
      file,
      stringify({
        network: 'hoodi',
        execution: { extraArgs: ['--a', '--b'], env: { B: 'environment' } },
        serveDefaults: { zones: 2 },
        clients: { besu: { env: { C: 'client' } } },
        nodes: {
          'besu-0': {
            execution: { client: 'besu', env: { D: 'node' } },
            consensus: { client: 'teku' },
          },
        },
        serve: {
          rpc: {
            execution: { client: 'besu', extraArgs: [] },
            consensus: { client: 'teku' },
          },
        },
      }),
    );
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  it.each([
    ['layered', 'besu-0'],
    ['layered', 'rpc'],
    ['production', 'rpc-geth'],
    ['staging', 'nethermind-0'],
    ['production', 'erigon-0'],
  ])('%s %s has the same values', async (environment, node) => {
    const ours = Object.fromEntries(
      settingsOf(environment, node, copy).map(({ path, value }) => [
        path.join('.'),
        value,
      ]),
    );
    expect(ours).toEqual(flat(await mergedByHelm(environment, node)));
  });

  it('names unknown keys in the spelling of their file', async () => {
    await writeFile(
      join(copy, 'values/clients/teku.yaml'),
      stringify({ consensus: { extraArg: ['--a'] } }),
    );
    await writeFile(
      join(copy, 'environments/mistyped.yaml'),
      stringify({
        network: 'hoodi',
        podLables: { tier: 'rpc' },
        nodes: {
          'besu-0': {
            execution: { client: 'besu', histroy: 'full' },
            consensus: { client: 'teku' },
          },
        },
      }),
    );
    expect(nodeSettings(copy, 'mistyped', 'besu-0')).toMatchObject({
      ok: true,
      unknown: [
        'values/clients/teku.yaml: consensus.extraArg is not a key of the chart. Did you mean extraArgs?',
        'environments/mistyped.yaml: nodes.besu-0.execution.histroy is not a key of the chart. Did you mean history?',
        'environments/mistyped.yaml: podLables is not a key of the chart. Did you mean podLabels?',
      ],
    });
  });

  async function mergedByHelm(environment: string, node: string) {
    const { stdout } = await run(
      'helmfile',
      [
        '--quiet',
        ...['--file', 'helmfiles/ethereum/helmfile.yaml.gotmpl'],
        ...['--environment', environment, '--selector', `name=${node}`],
        'template',
      ],
      { cwd: copy, maxBuffer: 64 * 1024 * 1024 },
    );
    const document = parseAllDocuments(stdout)
      .map(parsed => parse(parsed.toString()))
      .find(object => object?.merged);
    return document.merged;
  }
});

function flat(tree: unknown, above = ''): Record<string, unknown> {
  if (!isValues(tree)) return {};
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]): [string, unknown][] =>
      isValues(value) && Object.keys(value).length > 0
        ? Object.entries(flat(value, `${above}${key}.`))
        : [[above + key, value]],
    ),
  );
}
