import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { blueprintSource } from '../source';
import { toolPath } from '../testing/tools';

const run = promisify(execFile);
const { root } = blueprintSource();
const chart = join(root, 'charts/ethereum-infrastructure');

jest.setTimeout(240_000);

const renamedKey = z.strictObject({
  former: z.string(),
  name: z.string(),
  /** Field of the first scaling policy that the former key sets. */
  field: z.enum(['value', 'periodSeconds']).optional(),
  default: z.unknown().optional(),
  values: z.record(z.string(), z.string()).optional(),
});
type RenamedKey = z.infer<typeof renamedKey>;
const renamed = z
  .strictObject({ node: z.array(renamedKey), client: z.array(renamedKey) })
  .parse(parse(readFileSync(join(chart, 'files/values/renamed.yaml'), 'utf8')));

/** A value of each former key that differs from its default. */
const samples: Record<string, unknown> = {
  gracePeriodSeconds: 900,
  'consensus.checkpointAgree': 2,
  'execution.storage.className': 'fast',
  'consensus.storage.className': 'slow',
  'snapshots.verification.storage.className': 'copies',
  'p2p.loadBalancer.className': 'example.com/nlb',
  'scaleOn.cpu': 50,
  'scaleOn.requestsPerSecond': 20,
  'scaleOn.requestsMetric.name': 'calls',
  'scaleOn.requestsMetric.of': 'service',
  'scaleOn.up.afterSeconds': 30,
  'scaleOn.up.pods': 2,
  'scaleOn.up.everySeconds': 120,
  'scaleOn.down.afterSeconds': 1800,
  'scaleOn.down.pods': 3,
  'scaleOn.down.everySeconds': 300,
  checkpointAgree: 1,
  'storage.className': 'ofClient',
};

/** Where former keys may be set, and which of them the schema accepts there. */
const places = [
  { at: 'nodes.geth-0', keys: renamed.node, accepts: /^(?!scaleOn)/ },
  { at: 'nodeDefaults', keys: renamed.node, accepts: /^(?!scaleOn)/ },
  { at: 'serve.rpc', keys: renamed.node, accepts: /^(?!snapshots|p2p)/ },
  {
    at: 'serveDefaults',
    keys: renamed.node,
    accepts: /^(scaleOn|\w+\.storage)/,
  },
  { at: 'clients.geth', keys: renamed.client, accepts: /^storage/ },
  { at: 'clients.lighthouse', keys: renamed.client, accepts: /./ },
].map(({ at, keys, accepts }) => ({
  at,
  keys: keys.filter(({ former }) => accepts.test(former)),
}));

const base = {
  network: 'sepolia',
  nodes: {
    'geth-0': {
      execution: { client: 'geth' },
      consensus: { client: 'lighthouse' },
      p2p: { exposure: 'loadBalancer', address: '203.0.113.7' },
      snapshots: { enabled: true },
    },
  },
  serve: {
    rpc: {
      execution: { client: 'geth', resources: { requests: { cpu: '2' } } },
      consensus: { client: 'lighthouse' },
    },
  },
  snapshotStore: { url: 's3://snapshots', existingSecret: 'snapshot-store' },
};

type Tree = Record<string, unknown>;

/** Sets a value in a tree, making the mappings above it. */
function setAt(tree: Tree, path: string, value: unknown): void {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    tree[first] = value;
    return;
  }
  const below = (tree[first] ?? {}) as Tree;
  tree[first] = below;
  setAt(below, rest.join('.'), value);
}

function withFormerNames(at: string, keys: RenamedKey[]): Tree {
  const values: Tree = structuredClone(base);
  for (const { former } of keys) {
    setAt(values, `${at}.${former}`, samples[former]);
  }
  return values;
}

function withNames(
  at: string,
  keys: RenamedKey[],
  values: Tree = structuredClone(base),
): Tree {
  const policies = new Map<string, Tree>();
  for (const { former, name, field, values: mapped } of keys) {
    const sample = samples[former];
    if (field) {
      const policy = { ...policies.get(name), type: 'Pods', [field]: sample };
      policies.set(name, policy);
      setAt(values, `${at}.${name}`, [policy]);
    } else {
      setAt(values, `${at}.${name}`, mapped?.[String(sample)] ?? sample);
    }
  }
  return values;
}

describe('former names of values keys', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'renamed-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function helm(command: string[], values: Tree): Promise<string> {
    const file = join(directory, 'values.yaml');
    await writeFile(file, stringify(values));
    const { stdout } = await run(
      'helm',
      [...command, 'trial', chart, '--namespace', 'ethereum', '--values', file],
      { env: { PATH: toolPath, HOME: directory }, maxBuffer: 64 * 1024 * 1024 },
    );
    return stdout;
  }

  it.each(places)('render the same objects at $at', async ({ at, keys }) => {
    const former = await helm(['template'], withFormerNames(at, keys));
    expect(former).toBe(await helm(['template'], withNames(at, keys)));
    expect(former).not.toBe(await helm(['template'], base));
  });

  it.each(places)('are named in the notes at $at', async ({ at, keys }) => {
    const notes = await helm(
      ['install', '--dry-run=client'],
      withFormerNames(at, keys),
    );
    expect(notes.match(/^Deprecated: .*$/gm)).toEqual(
      keys.map(
        ({ former, name }) =>
          `Deprecated: ${at}.${former} is removed in 0.3.0. Use ${at}.${name}.`,
      ),
    );
  });

  it.each(places)(
    'are refused beside the new name at $at',
    async ({ at, keys }) => {
      const both = withNames(at, keys, withFormerNames(at, keys));
      const { stderr } = await helm(['template'], both).then(
        () => ({ stderr: '' }),
        (error: { stderr: string }) => error,
      );
      for (const { former, name } of keys) {
        expect(stderr).toContain(
          `- ${at}.${former} and ${at}.${name} are both set. Remove ${at}.${former}, which is the former name.`,
        );
      }
    },
  );

  it('of a pool take the rest of a scaling policy from serveDefaults', async () => {
    const values = structuredClone(base) as Tree;
    setAt(values, 'serveDefaults.autoscaling.behavior.scaleDown.policies', [
      { type: 'Pods', value: 2, periodSeconds: 900 },
    ]);
    setAt(values, 'serve.rpc.scaleOn.down.pods', 1);
    expect(await helm(['template'], values)).toContain(
      '- { type: Pods, value: 1, periodSeconds: 900 }',
    );
  });

  it('have the defaults of values.yaml', () => {
    const defaults: Tree = parse(
      readFileSync(join(chart, 'values.yaml'), 'utf8'),
    );
    const read = (tree: unknown, name: string) =>
      name.split('.').reduce((below, key) => (below as Tree)?.[key], tree);
    for (const { former, name, default: value } of renamed.node) {
      const layer = former.startsWith('scaleOn')
        ? 'serveDefaults'
        : 'nodeDefaults';
      expect([name, value]).toEqual([name, read(defaults[layer], name)]);
    }
  });

  it('are the rows of docs/upgrading.md', () => {
    const rows = readFileSync(join(root, 'docs/upgrading.md'), 'utf8').matchAll(
      /^\| chart `ethereum-infrastructure`, (node|client) +\| `([^`]+)` +\| `([^`]+)` +\|$/gm,
    );
    expect([...rows].map(([, of, former, name]) => [of, former, name])).toEqual(
      [
        ...renamed.node.map(({ former, name }) => ['node', former, name]),
        ...renamed.client.map(({ former, name }) => ['client', former, name]),
      ],
    );
  });
});
