/* eslint-disable @backstage/no-relative-monorepo-imports -- the URL of a store is checked in several packages, which must agree */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { storeCredentialsFault, storeKinds } from '@nodeyard/ethereum';
import { parse } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../../../../tests/ensurePresent';
import { storeLocation } from '../../../snapshots/src/cli/options';
import { runConfigSchema } from '../../../snapshot-run/src/config';
import { configSchema } from '../../../../plugins/ethereum-nodes-backend/src/configSchema';
import { planRequest } from '../plan/plan';
import { aRequest } from '../testing/requests';
import { requireTools, toolPath } from '../testing/tools';

jest.setTimeout(120_000);

// Tests run from src only.
const root = resolve(__dirname, '../../../..');
const chart = join(root, 'charts/ethereum-infrastructure');

/** Accepted in every scope. */
const stores = [
  's3://eth-snapshots',
  's3://eth.x/a/B_1/',
  's3://eth-snapshots/payments/_old',
  's3://eth-snapshots/.payments',
  'azblob://eth-snapshots',
  'azblob://eth-snapshots/payments/_old',
  'file:///snapshots',
  'file:///snapshots/',
  'file:///snapshots/payments/2026.1',
  'file:///mnt/snapshots',
  'file:///mnt/nas/eth_1',
  'file:///mnt/nas/.eth',
];

/** Accepted by programs, which read any folder; refused where a volume would be mounted there and hide what the image has. */
const foldersOfHosts = [
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

/** Refused in every scope, since no kind of store has such URLs. */
const unknown = [
  'file:///snapshots/payments/..',
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
  's3://',
  's3:///prefix',
  's3:/eth/p',
  's3://b',
  's3://Bucket/x',
  's3://eth-snapshots:9000/x',
  's3://eth-snapshots/a/../b',
  's3://eth-snapshots//a',
  's3://eth-snapshots/./a',
  's3://eth-snapshots/a%2f..',
  's3://eth-snapshots/a b',
  'S3://eth-snapshots',
  'azblob://b',
  'azblob://eth.snapshots/x',
  'https://eth/payments',
];

/** Refused in every scope for credentials or parameters. */
const withCredentials = [
  'file:///snapshots?x=1',
  'file:///snapshots#x',
  's3://key:secret@eth-snapshots/x',
  's3://eth-snapshots/a?versionId=1',
  'file:///snapshots/a&b',
];

const form = readFileSync(
  join(root, 'templates/create-ethereum-node/template.yaml'),
  'utf8',
);
const now = new Date('2026-11-30T12:00:00Z');

const keywords = z.object({
  maxLength: z.number(),
  not: z.object({ pattern: z.string() }),
  pattern: z.string(),
});
const formSchema = z.object({
  spec: z.object({
    parameters: z.array(
      z.object({
        properties: z.object({
          bucket: keywords
            .extend({ errorMessage: z.record(keywords.keyof(), z.string()) })
            .optional(),
          endpoint: z.object({ pattern: z.string() }).optional(),
        }),
      }),
    ),
  }),
});
const pages = formSchema.parse(parse(form)).spec.parameters;
/** The field of a store, and that of its server, on each page that has them. */
const formFields = pages.flatMap(({ properties }) => properties.bucket ?? []);
const endpointFields = pages.flatMap(
  ({ properties }) => properties.endpoint ?? [],
);

const ACCEPTED = 'accepted';
const messageOf = (fault?: { reason: string; fix: string }) =>
  fault ? `${fault.reason}. ${fault.fix}` : ACCEPTED;

/** The messages of every page's field, as JSON Schema applies the three keywords. */
function formFault(store: string): string {
  const messages = formFields.flatMap(field => [
    ...(store.length > field.maxLength ? [field.errorMessage.maxLength] : []),
    ...(new RegExp(field.not.pattern).test(store)
      ? [field.errorMessage.not]
      : []),
    ...(new RegExp(field.pattern).test(store)
      ? []
      : [field.errorMessage.pattern]),
  ]);
  return [...new Set(messages)].join() || ACCEPTED;
}

/** Of a store whose kind needs one. */
function endpointOf(url: string): string | undefined {
  return url.startsWith(storeKinds.azblob.scheme)
    ? 'https://nodeyard.blob.core.windows.net'
    : undefined;
}

/** The answers of form, request and chart, which put a store into pods. */
async function podAnswers(store: string) {
  const endpoint = endpointOf(store);
  const snapshots = {
    ...{ schedule: '@daily', store },
    ...(endpoint && { endpoint }),
  };
  const plan = planRequest(aRequest({ snapshots }), { now });
  return {
    form: formFault(store),
    request: plan.ok ? ACCEPTED : plan.problems.map(messageOf).join(),
    chart: await renderingFault(store),
  };
}

const issueOf = ({ error }: { error?: z.core.$ZodError }) =>
  error?.issues.map(({ message }) => message).join() ?? ACCEPTED;

/** The answers of orchestrator, command line and backend, which read any folder. */
function programAnswers(store: string) {
  const schema = runConfigSchema.shape.store.shape.url;
  const config = { snapshotStores: { main: { url: store } } };
  return {
    orchestrator: issueOf(schema.safeParse(store)),
    command: commandFault(store),
    backend: issueOf(configSchema().safeParse(config)),
  };
}

function commandFault(store: string): string {
  try {
    storeLocation({ store });
    return ACCEPTED;
  } catch (error) {
    return String(error).replace(/^\w+: --store /, '');
  }
}

/** The sentence of the chart after the name of the value and the value itself. */
async function renderingFault(url: string, endpoint?: string): Promise<string> {
  const where = url.startsWith('file:')
    ? { url, existingClaim: 'snapshots' }
    : {
        url,
        endpoint: endpoint ?? endpointOf(url),
        existingSecret: 'snapshot-store',
      };
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
    () => ACCEPTED,
    (error: Error) => {
      const [, fault] =
        /- snapshotStore\.(?:url|endpoint) "(?:[^"\\]|\\.)*" (.*)/.exec(
          error.message,
        ) ?? [];
      if (fault === undefined) throw error;
      return fault;
    },
  );
}

describe('form, request and chart agree on the address of a server', () => {
  const store = 's3://eth-snapshots';
  const isTakenByForm = (endpoint: string) =>
    endpointFields.every(({ pattern }) => new RegExp(pattern).test(endpoint));

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
      form: isTakenByForm(endpoint),
      request: planRequest(aRequest({ snapshots }), { now }).ok,
      chart: (await renderingFault(store, endpoint)) === ACCEPTED,
    }).toEqual({ form: isTaken, request: isTaken, chart: isTaken });
  });
});

describe('paths of mounts', () => {
  it('are literals of the templates, except that of a store, and of folders elsewhere that the chart has flags for', async () => {
    const folder = join(chart, 'templates');
    const mounts = (await readdir(folder, { recursive: true })).flatMap(file =>
      /\.(tpl|yaml)$/.test(file)
        ? [
            ...readFileSync(join(folder, file), 'utf8').matchAll(
              /mountPath: ([^,}]+)/g,
            ),
          ].map(([, path]) => ensurePresent(path).trim())
        : [],
    );
    expect(mounts.length).toBeGreaterThan(30);
    expect([...new Set(mounts)].sort()).toEqual([
      '/data',
      '/etc/network',
      '/etc/node-health',
      '/etc/snapshots',
      '/genesis',
      '/secrets/jwt',
      '/tmp',
      '/var/run/secrets/kubernetes.io/serviceaccount',
      '/var/run/secrets/nodeyard.io/snapshot-store',
      '{{ .',
      '{{ include "ethereum.externalPlace" .path',
    ]);
  });
});

describe('form, request, chart, orchestrator, command line and backend agree on the URL of a store', () => {
  beforeAll(() => requireTools('helm'));

  const podFix =
    'Use s3://bucket/prefix, azblob://container/prefix, file:///snapshots or a folder below file:///mnt.';
  const programFix =
    'Use s3://bucket/prefix, azblob://container/prefix or file:///folder.';
  const unknownReason = 'is not the URL of a snapshot store.';
  const names = 'Names consist of letters, digits, ".", "-" and "_".';

  const answersTo = async (store: string) => ({
    ...(await podAnswers(store)),
    ...programAnswers(store),
  });
  /** The same answer of all three of each scope. */
  const answers = (pod: string, program: string) => ({
    ...{ form: pod, request: pod, chart: pod },
    ...{ orchestrator: program, command: program, backend: program },
  });

  it.each(stores)('accepts %j', async store => {
    expect(await answersTo(store)).toEqual(answers(ACCEPTED, ACCEPTED));
  });

  it.each(foldersOfHosts)('refuses %j in pods', async store => {
    expect(await answersTo(store)).toEqual(
      answers(`${unknownReason} ${podFix} ${names}`, ACCEPTED),
    );
  });

  it.each(unknown)('refuses %j', async store => {
    expect(await answersTo(store)).toEqual(
      answers(
        `${unknownReason} ${podFix} ${names}`,
        `${unknownReason} ${programFix} ${names}`,
      ),
    );
  });

  it.each(withCredentials)('refuses %j for its credentials', async store => {
    const fault = messageOf(storeCredentialsFault);
    expect(await answersTo(store)).toEqual(answers(fault, fault));
  });

  const ofLength = (length: number) => 's3://eth/'.padEnd(length, 'a');
  const fault = (max: number) =>
    `has more than ${max} characters. Use at most ${max}.`;

  it('refuses URLs that are too long', async () => {
    expect(await answersTo(ofLength(500))).toEqual(answers(ACCEPTED, ACCEPTED));
    expect(await answersTo(ofLength(513))).toEqual({
      // The name of the environment is appended to it.
      form: fault(500),
      request: fault(500),
      chart: fault(512),
      orchestrator: fault(512),
      command: fault(512),
      backend: fault(512),
    });
  });

  it.each(Object.entries(storeKinds))(
    'accepts the example of the kind %s',
    async (_, { example, scheme }) => {
      expect(example.startsWith(scheme)).toBe(true);
      expect(await answersTo(example)).toEqual(answers(ACCEPTED, ACCEPTED));
    },
  );
});
