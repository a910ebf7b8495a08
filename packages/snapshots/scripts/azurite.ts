// Snapshots in Azurite, the emulator of Azure Blob Storage: with the key of its account, and with federated tokens by HTTPS.
//   tsx scripts/azurite.ts [FOLDER]    FOLDER has the npm package azurite installed; without it, npm installs it for the run
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import {
  ContainerClient,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { openStore } from '@nodeyard/snapshot-store';
import { datadirDigests } from '../src/testing/datadirDigest';
import { bundlePrograms, runProgram } from '../src/testing/programs';
import { freePort } from '../src/testing/s3Server';
import { smallDatadir, writeDatadir } from '../src/testing/syntheticDatadir';

const VERSION = '3.36.0';
const HOST = '127.0.0.1';
/** The emulator's documented account and key. */
const ACCOUNT = 'devstoreaccount1';
const KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const HASH = `0x${'11'.repeat(32)}`;
const node = ['--network', 'devnet', '--client', 'geth'];
const facts = [
  ...['--client-version', '1.17.8', '--block', '7', '--block-hash', HASH],
  ...['--genesis-hash', HASH],
];

type Stop = () => void | Promise<void>;

async function main(): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'azurite-'));
  const stops: Stop[] = [];
  try {
    const azurite = process.argv[2] ?? install(join(work, 'npm'));
    await bundlePrograms(join(work, 'programs'));
    await writeDatadir(join(work, 'node'), smallDatadir());
    await withKey(work, azurite, stops);
    await withTokens(work, azurite, stops);
  } finally {
    for (const stop of stops) await stop();
    await rm(work, { recursive: true, force: true });
  }
}

/** Its dependencies are hundreds of packages, and so not among those of the repository. */
function install(folder: string): string {
  execFileSync(
    'npm',
    [
      ...['install', '--prefix', folder, '--ignore-scripts', '--no-audit'],
      ...['--no-fund', `azurite@${VERSION}`],
    ],
    { stdio: 'inherit' },
  );
  return folder;
}

async function startAzurite(
  installed: string,
  folder: string,
  scheme: 'http' | 'https',
  args: readonly string[],
  stops: Stop[],
): Promise<string> {
  const port = await freePort(HOST);
  const program = resolve(
    installed,
    'node_modules/azurite/dist/src/blob/main.js',
  );
  const server = spawn(
    process.execPath,
    [
      program,
      ...['--silent', '--skipApiVersionCheck', '--location', folder],
      ...['--blobHost', HOST, '--blobPort', String(port), ...args],
    ],
    { stdio: 'ignore' },
  );
  stops.push(async () => {
    if (server.exitCode !== null) return;
    server.kill();
    await once(server, 'close');
  });
  const endpoint = `${scheme}://${HOST}:${port}`;
  for (let attempt = 0; ; attempt++) {
    const isUp = await new Promise<boolean>(done => {
      const probe = spawn('curl', ['-sk', '-o', '/dev/null', endpoint]);
      probe.once('close', code => done(code === 0));
    });
    if (isUp) return `${endpoint}/${ACCOUNT}`;
    if (attempt > 100 || server.exitCode !== null) {
      throw new Error(`Azurite does not answer on ${endpoint}`);
    }
    await new Promise(later => setTimeout(later, 100));
  }
}

async function withKey(
  work: string,
  azurite: string,
  stops: Stop[],
): Promise<void> {
  const endpoint = await startAzurite(
    azurite,
    join(work, 'key'),
    'http',
    [],
    stops,
  );
  await new ContainerClient(
    `${endpoint}/snapshots`,
    new StorageSharedKeyCredential(ACCOUNT, KEY),
  ).create();
  process.env.AZURE_STORAGE_KEY = KEY;
  const place = { endpoint, attempts: 1 };
  const store = await openStore(
    { url: 'azblob://snapshots/some/prefix', ...place },
    'devnet',
    'geth',
  );
  const bytes = (text: string) => Buffer.from(text);
  const textOf = async (key: string, offset?: number, length = 4) => {
    const range = offset === undefined ? undefined : { offset, length };
    return (await store.read(key, { range }))?.bytes.toString();
  };
  await store.write('packs/ab/one', bytes('0123456789'));
  assert.equal(await textOf('packs/ab/one'), '0123456789');
  assert.equal(await textOf('packs/ab/one', 3), '3456');
  assert.equal(await textOf('packs/ab/one', 8), '89');
  assert.equal(await textOf('packs/ab/one', 19), '');
  assert.equal(await textOf('packs/ab/absent'), undefined);
  await store.remove('packs/ab/absent');
  const absent = { condition: { absent: true as const } };
  const wins = await Promise.all(
    ['a', 'b', 'c', 'd'].map(text => store.write('race', bytes(text), absent)),
  );
  assert.equal(wins.filter(Boolean).length, 1);
  const etag = (await store.read('race'))?.etag ?? '';
  assert.equal(
    await store.write('race', bytes('2'), { condition: { etag } }),
    true,
  );
  assert.equal(
    await store.write('race', bytes('3'), { condition: { etag } }),
    false,
  );
  assert.equal(
    await store.write('gone', bytes('3'), { condition: { etag } }),
    false,
  );
  assert.equal(await textOf('race'), '2');
  const listed = [];
  for await (const { key, size } of store.list('packs/')) {
    listed.push([key, size]);
  }
  assert.deepEqual(listed, [['packs/ab/one', 10]]);
  const missing = await openStore(
    { url: 'azblob://absent/x', ...place },
    'devnet',
    'geth',
  );
  await assert.rejects(missing.read('latest.json'), /container does not exist/);
  await roundTrip(work, 'key', endpoint);
  delete process.env.AZURE_STORAGE_KEY;
  console.log('with the key of the account: whole');
}

/** Azurite verifies issuer, audience and times of tokens, and no signature. */
async function withTokens(
  work: string,
  azurite: string,
  stops: Stop[],
): Promise<void> {
  const [cert, key] = [join(work, 'cert.pem'), join(work, 'key.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1'],
      ...['-subj', '/CN=localhost', '-addext', `subjectAltName=IP:${HOST}`],
      ...['-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  );
  const endpoint = await startAzurite(
    azurite,
    join(work, 'tokens'),
    'https',
    ['--oauth', 'basic', '--cert', cert, '--key', key],
    stops,
  );
  process.env.NODE_EXTRA_CA_CERTS = cert;
  let exchanges = 0;
  let lifetimeSeconds = 3_600;
  // The documented response; tokens that have ended are promised for an hour, too.
  const authority = createServer((request, response) => {
    request.resume();
    request.once('end', () => {
      exchanges++;
      const now = Math.floor(Date.now() / 1_000);
      const token = [
        { alg: 'RS256', typ: 'JWT' },
        {
          ...{ aud: 'https://storage.azure.com', nbf: now - 60, iat: now - 60 },
          ...{
            iss: 'https://sts.windows.net/tenant/',
            exp: now + lifetimeSeconds,
          },
        },
      ]
        .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .concat('signature')
        .join('.');
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          token_type: 'Bearer',
          expires_in: 3_599,
          access_token: token,
        }),
      );
    });
  });
  await once(authority.listen(0, HOST), 'listening');
  stops.push(() => void authority.close());
  const address = authority.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await writeFile(join(work, 'token'), 'header.claims.signature');
  Object.assign(process.env, {
    AZURE_CLIENT_ID: '00000000-0000-0000-0000-000000000001',
    AZURE_TENANT_ID: '00000000-0000-0000-0000-000000000002',
    AZURE_FEDERATED_TOKEN_FILE: join(work, 'token'),
    AZURE_AUTHORITY_HOST: `http://${HOST}:${port}/`,
  });
  execFileSync(process.execPath, [
    '-e',
    `const { ContainerClient, StorageSharedKeyCredential } = require('@azure/storage-blob');
     new ContainerClient('${endpoint}/snapshots', new StorageSharedKeyCredential('${ACCOUNT}', '${KEY}')).create();`,
  ]);
  setDefaultCACertificates([
    ...getCACertificates(),
    await readFile(cert, 'utf8'),
  ]);
  const store = await openStore(
    { url: 'azblob://snapshots/expiry', endpoint, attempts: 1 },
    'devnet',
    'geth',
  );
  const write = (text: string) => store.write(text, Buffer.from(text));
  lifetimeSeconds = -1;
  await assert.rejects(write('ended'), /failed to authenticate|401|403/);
  assert.equal(exchanges, 2);
  lifetimeSeconds = 2;
  assert.equal(await write('first'), true);
  await new Promise(later => setTimeout(later, 3_000));
  const before = exchanges;
  lifetimeSeconds = 3_600;
  assert.equal(await write('second'), true);
  assert.equal(exchanges, before + 1);
  await roundTrip(work, 'tokens', endpoint);
  console.log('with federated tokens, and one that ended meanwhile: whole');
}

async function roundTrip(work: string, name: string, endpoint: string) {
  const place = [
    ...['--store', `azblob://snapshots/${name}`, '--azure-endpoint', endpoint],
    ...[...node, '--quiet'],
  ];
  const target = join(work, `${name}-target`);
  const programs = join(work, 'programs');
  const built = await runProgram(programs, 'snapshot-builder', [
    ...['build', ...place, '--datadir', join(work, 'node'), ...facts],
  ]);
  assert.equal(built.code, 0, built.stderr);
  const restored = await runProgram(programs, 'delta-sync', [
    ...['restore', ...place, '--datadir', target, '--from', 'latest'],
    '--allow-unverified',
  ]);
  assert.equal(restored.code, 0, restored.stderr);
  assert.deepEqual(
    await datadirDigests(target),
    await datadirDigests(join(work, 'node')),
  );
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
