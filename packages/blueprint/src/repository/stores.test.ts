/* eslint-disable @backstage/no-relative-monorepo-imports -- who judges the URL of a store is in several packages, and they must agree */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { storeLocation } from '../../../snapshots/src/cli/options';
import { runConfigSchema } from '../../../snapshots/src/run/config';
import { configSchema } from '../../../../plugins/ethereum-nodes-backend/src/configSchema';
import { planRequest } from '../plan/plan';
import { aRequest } from '../testing/requests';
import { requireTools, toolPath } from '../testing/tools';

jest.setTimeout(120_000);

// Tests run from src only.
// eslint-disable-next-line no-restricted-syntax
const root = resolve(__dirname, '../../../..');
const chart = join(root, 'charts/ethereum-infrastructure');

/** Taken by all; a folder among them is one that is there for mounts. */
const stores = [
  's3://eth-snapshots',
  's3://eth.x/a/B_1/',
  's3://eth-snapshots/payments/_old',
  's3://eth-snapshots/.payments',
  'file:///snapshots',
  'file:///snapshots/',
  'file:///snapshots/payments/2026.1',
  'file:///mnt/snapshots',
  'file:///mnt/nas/eth_1',
  'file:///mnt/nas/.eth',
];

/** Taken where a folder is read as it is, and refused where a volume is mounted at it: a mount hides what is there. */
const foldersOfImages = [
  'file:///.snapshots',
  'file:///home/ada/nodeyard/.demo/store',
  'file:///app',
  'file:///app/dist',
  'file:///bin',
  'file:///data',
  'file:///data/snapshots',
  'file:///dev',
  'file:///dev/shm',
  'file:///etc',
  'file:///etc/node-health',
  'file:///genesis',
  'file:///lib64',
  'file:///mnt',
  'file:///nix',
  'file:///opt/geth',
  'file:///proc',
  'file:///root',
  'file:///secrets/jwt',
  'file:///sys',
  'file:///tmp',
  'file:///usr/local/bin',
  'file:///var/run/secrets',
  'file:///var/snapshots',
  'file:///snapshots2',
  'file:///Snapshots',
];

/** Refused by all. */
const none = [
  'file:///',
  'file://',
  'file:/snapshots',
  'file:snapshots',
  'file:////snapshots',
  'file:///snapshots//payments',
  'file:///snapshots/../app',
  'file:///snapshots/./payments',
  'file:///.',
  'file:///..',
  'file:///snapshots/..eth',
  'file:///snapshots/...',
  'file:///-x',
  'file:///snapshots/%2e%2e/app',
  'file:///%61pp',
  'file:///snapshots%2fx',
  'file:///snap shots',
  'file:///snapshots\n',
  'file:///snapshots\\app',
  'file:///snäpshots',
  'file://host/snapshots',
  'file://localhost/snapshots',
  'FILE:///snapshots',
  'file:///snapshots?x=1',
  'file:///snapshots#x',
  's3://',
  's3:///prefix',
  's3:/eth/p',
  's3://b',
  's3://Bucket/x',
  's3://eth-snapshots:9000/x',
  's3://key:secret@eth-snapshots/x',
  's3://eth-snapshots/a/../b',
  's3://eth-snapshots//a',
  's3://eth-snapshots/./a',
  's3://eth-snapshots/a%2f..',
  's3://eth-snapshots/a?versionId=1',
  's3://eth-snapshots/a b',
  'S3://eth-snapshots',
  'https://eth/payments',
  `s3://eth-snapshots/${'a'.repeat(600)}`,
];

const form = readFileSync(
  join(root, 'templates/create-ethereum-node/template.yaml'),
  'utf8',
);
const [formPattern] = /(?<=pattern: &storePattern ')[^']+/.exec(form) ?? [];
const now = new Date('2026-11-30T12:00:00Z');

/** Whether each of those who put a store into a pod takes it. */
async function mounting(store: string) {
  const plan = planRequest(
    aRequest({ snapshots: { schedule: '@daily', store } }),
    { now },
  );
  return {
    form: store.length <= 500 && new RegExp(formPattern ?? '').test(store),
    request: plan.ok,
    chart: await isRendered(store),
  };
}

/** Whether each of the programs that only read and write there takes it. */
function reading(store: string) {
  const url = runConfigSchema.shape.store.shape.url;
  const stated = { snapshotStores: { main: { url: store } } };
  return {
    orchestrator: url.safeParse(store).success,
    command: isTakenByCommand(store),
    backend: configSchema().safeParse(stated).success,
  };
}

function isTakenByCommand(store: string): boolean {
  try {
    storeLocation({ store });
    return true;
  } catch {
    return false;
  }
}

async function isRendered(url: string, endpoint?: string): Promise<boolean> {
  const where = url.startsWith('s3:')
    ? { url, endpoint, existingSecret: 'snapshot-store' }
    : { url, existingClaim: 'snapshots' };
  const rendering = promisify(execFile)(
    'helm',
    [
      ...['template', 'geth-0', chart, '--namespace', 'ethereum'],
      ...['--values', join(chart, 'ci/sepolia-values.yaml')],
      ...['--set-json', `snapshotStore=${JSON.stringify(where)}`],
    ],
    { env: { ...process.env, PATH: toolPath } },
  );
  return rendering.then(
    () => true,
    (error: Error) => {
      if (!/snapshotStore(\.|\/)(url|endpoint)/.test(error.message)) {
        throw error;
      }
      return false;
    },
  );
}

const everyone = (verdict: boolean) => ({
  form: verdict,
  request: verdict,
  chart: verdict,
  orchestrator: verdict,
  command: verdict,
  backend: verdict,
});

describe('the address of an S3 server is judged alike by form, request and chart', () => {
  const [, pattern = ''] =
    /endpoint: &endpoint\n(?:.*\n){3} +pattern: '([^']+)'/.exec(form) ?? [];
  const store = 's3://eth-snapshots';

  it.each([
    ['https://s3.example.com', true],
    ['http://minio.minio:9000/', true],
    ['https://S3.example.com', false],
    ['https://s3.example.com/prefix', false],
    ['https://s3.example.com?x=1', false],
    ['https://s3.example.com#x', false],
    ['https://key:secret@s3.example.com', false],
    ['https://s3 .example.com', false],
    ['https://', false],
    ['s3.example.com', false],
    ['ftp://s3.example.com', false],
    ['https://s3.example.com\n', false],
    ['https://s3.example.com\\x', false],
  ])('%j: %s', async (endpoint, isTaken) => {
    const snapshots = { schedule: '@daily', store, endpoint };
    expect({
      form: new RegExp(pattern).test(endpoint),
      request: planRequest(aRequest({ snapshots }), { now }).ok,
      chart: await isRendered(store, endpoint),
    }).toEqual({ form: isTaken, request: isTaken, chart: isTaken });
  });
});

describe('paths of mounts', () => {
  it('are written in the templates, but for that of a store', async () => {
    const folder = join(chart, 'templates');
    const mounts = (await readdir(folder, { recursive: true })).flatMap(file =>
      /\.(tpl|yaml)$/.test(file)
        ? [
            ...readFileSync(join(folder, file), 'utf8').matchAll(
              /mountPath: ([^,}]+)/g,
            ),
          ].map(([, path]) => path.trim())
        : [],
    );
    expect(mounts.length).toBeGreaterThan(30);
    expect([...new Set(mounts)].sort()).toEqual([
      '/data',
      '/etc/haproxy',
      '/etc/network',
      '/etc/node-health',
      '/etc/snapshots',
      '/genesis',
      '/secrets/jwt',
      '/tmp',
      '/var/run/secrets/kubernetes.io/serviceaccount',
      '{{ .',
    ]);
  });
});

describe('the URL of a store is judged alike by form, request, chart, orchestrator, command line and backend', () => {
  beforeAll(() => requireTools('helm'));

  it.each(stores)('%j is taken', async store => {
    expect({ ...(await mounting(store)), ...reading(store) }).toEqual(
      everyone(true),
    );
  });

  it.each(foldersOfImages)('%j is no place for a volume', async store => {
    expect({ ...(await mounting(store)), ...reading(store) }).toEqual({
      ...everyone(true),
      form: false,
      request: false,
      chart: false,
    });
  });

  it.each(none)('%j is refused', async store => {
    expect({ ...(await mounting(store)), ...reading(store) }).toEqual(
      everyone(false),
    );
  });
});
