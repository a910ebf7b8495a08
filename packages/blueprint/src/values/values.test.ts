import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { blueprintSource } from '../source';
import { requireTools, toolPath } from '../testing/tools';
import { nodeSettings } from './nodeSettings';
import { isValues } from './setting';
import type { Setting } from './setting';

const run = promisify(execFile);
const { root } = blueprintSource();

jest.setTimeout(240_000);

function settingsOf(environment: string, node: string) {
  const result = nodeSettings(root, environment, node);
  if (!result.ok) throw new Error(result.problem);
  return result;
}

function sourceOf(settings: Setting[], key: string) {
  const found = settings.find(({ path }) => path.join('.') === key);
  return found && [found.value, found.layer, found.at.join('.')];
}

describe('the settings of a node', () => {
  it.each(['constructor', '__proto__', 'toString'])(
    'are none of %s, which every object has and no environment',
    name => {
      expect(nodeSettings(root, 'local', name)).toEqual({
        ok: false,
        problem: `environments/local.yaml has neither a node nor a pool ${name}. It has: geth-0, rpc`,
      });
    },
  );

  it('come from the chart, its facts, the layers and the environment', () => {
    const { node: settings, release } = settingsOf('local', 'geth-0');
    expect(sourceOf(settings, 'execution.client')).toEqual([
      'geth',
      'environments/local.yaml',
      'nodes.geth-0.execution.client',
    ]);
    expect(sourceOf(settings, 'execution.resources.requests.memory')).toEqual([
      '4Gi',
      'values/networks/hoodi.yaml',
      'clients.geth.resources.requests.memory',
    ]);
    expect(sourceOf(settings, 'execution.extraArgs')).toEqual([
      ['--log.format=json'],
      'values/clients/geth.yaml',
      'clients.geth.extraArgs',
    ]);
    expect(sourceOf(settings, 'execution.image.repository')).toEqual([
      'ethereum/client-go',
      'charts/ethereum-infrastructure/files/clients/geth.yaml',
      'image.repository',
    ]);
    expect(sourceOf(settings, 'p2p.exposure')).toEqual([
      'none',
      'charts/ethereum-infrastructure/values.yaml',
      'nodeDefaults.p2p.exposure',
    ]);
    expect(sourceOf(release, 'networkPolicy.metricsFrom')?.[1]).toBe(
      'values/ethereum/global.yaml',
    );
    expect(sourceOf(release, 'network')).toEqual([
      'hoodi',
      'environments/local.yaml',
      'network',
    ]);
  });

  it('of an unknown node or environment are refused with the names that there are', () => {
    expect(nodeSettings(root, 'local', 'geth-9')).toEqual({
      ok: false,
      problem: expect.stringContaining('It has: geth-0'),
    });
    expect(nodeSettings(root, 'moon', 'geth-0')).toEqual({
      ok: false,
      problem: expect.stringContaining('local.yaml'),
    });
  });
});

describe('compared with what helmfile and the chart make of the same files', () => {
  let copy = '';
  beforeAll(async () => {
    requireTools('helm', 'helmfile');
    copy = await mkdtemp(join(tmpdir(), 'nodeyard-values-'));
    for (const path of ['helmfiles', 'values', 'environments', 'charts']) {
      await cp(join(root, path), join(copy, path), { recursive: true });
    }
    // The chart's own word on each finished node, as one more document.
    await writeFile(
      join(copy, 'charts/ethereum-infrastructure/templates/finished.yaml'),
      'finished: {{ include "ethereum.workloads" . }}\n',
    );
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  it.each([
    ['local', 'geth-0'],
    ['local', 'rpc'],
    ['production', 'rpc-geth'],
    ['staging', 'besu-0'],
    ['production', 'geth-0'],
    ['production', 'nethermind-0'],
    ['production', 'reth-0'],
    ['production', 'besu-0'],
  ])('%s %s has the same settings', async (environment, node) => {
    const finished = await finishedNode(environment, node);
    const { node: settings } = settingsOf(environment, node);
    for (const layer of [
      'execution',
      'consensus',
      'p2p',
      'replicas',
      'autoscaling',
      'scheduling',
      'snapshots',
      'restore',
    ]) {
      const ours = Object.fromEntries(
        settings
          .filter(({ path, value }) => path[0] === layer && !isHollow(value))
          .map(({ path, value }) => [path.slice(1).join('.'), value]),
      );
      expect(ours).toEqual(flat(finished[layer]));
    }
  });

  async function finishedNode(
    environment: string,
    node: string,
  ): Promise<Record<string, unknown>> {
    const { stdout } = await run(
      'helmfile',
      [
        '--quiet',
        ...['--file', 'helmfiles/ethereum/helmfile.yaml.gotmpl'],
        '--environment',
        environment,
        '--selector',
        `name=${node}`,
        'template',
      ],
      {
        cwd: copy,
        env: { PATH: toolPath, HOME: copy },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    const document = parseAllDocuments(stdout)
      .map(parsed => parsed.toJS())
      .find(object => object?.finished);
    return document.finished.find(
      ({ name }: { name: string }) => name === node,
    );
  }
});

/** Leaves by their keys, without `facts`, which are not settings, and without what is empty. */
function flat(tree: unknown, above = ''): Record<string, unknown> {
  if (!isValues(tree)) return {};
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key, value]) => key !== 'facts' && !isHollow(value))
      .flatMap(([key, value]): [string, unknown][] =>
        isValues(value)
          ? Object.entries(flat(value, `${above}${key}.`))
          : [[above + key, value]],
      ),
  );
}

function isHollow(value: unknown): boolean {
  return (
    value === '' ||
    value === null ||
    (isValues(value) && Object.keys(value).length === 0)
  );
}
