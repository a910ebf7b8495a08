/** @jest-environment node */
/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests of canaries share is no package */
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  canariesIn,
  escapes,
  newCanary,
  newKeyCanary,
  spellingsOf,
} from '../../../../tests/canary/canary';
import type { ProgramResult } from '../testing/programs';
import { bundlePrograms, runProgram } from '../testing/programs';
import type { S3Server } from '../testing/s3Server';
import { startS3Server } from '../testing/s3Server';
import { smallDatadir, writeDatadir } from '../testing/syntheticDatadir';

jest.setTimeout(300_000);

const canaries = {
  access: newCanary(),
  secret: newKeyCanary(),
  token: newKeyCanary(),
  password: newCanary(),
  path: newCanary(),
  query: newCanary(),
};
const keys = {
  AWS_ACCESS_KEY_ID: canaries.access,
  AWS_SECRET_ACCESS_KEY: canaries.secret,
  AWS_SESSION_TOKEN: canaries.token,
};
const hash = `0x${'11'.repeat(32)}`;
const facts = [
  ...['--client-version', '1.17.8', '--block', '7', '--block-hash', hash],
  ...['--genesis-hash', hash],
];
const node = ['--network', 'devnet', '--client', 'geth'];
const id = `7-20261130T120000Z-${'ab'.repeat(4)}`;

describe('keys of a bucket and of its URL', () => {
  let work: string;
  let server: Server;
  let s3: S3Server;
  let answer: RequestListener;
  const before = { ...process.env };

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-canary-'));
    await bundlePrograms(join(work, 'programs'));
    await writeDatadir(join(work, 'node'), smallDatadir());
    s3 = await startS3Server(join(work, 'buckets'), '127.0.0.1', canaries);
    server = createServer((request, response) => answer(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  beforeEach(() => Object.assign(process.env, keys));
  afterAll(async () => {
    process.env = before;
    await s3?.stop();
    server?.closeAllConnections();
    server?.close();
    await rm(work, { recursive: true, force: true });
  });

  const origin = () => {
    const address = server.address();
    return `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  };
  const program = async (
    name: 'snapshot-builder' | 'delta-sync',
    ...args: string[]
  ): Promise<ProgramResult> => {
    const ended = await runProgram(join(work, 'programs'), name, args);
    const printed = ended.stdout + ended.stderr;
    expect([args[0], printed, canariesIn(printed, canaries)]).toEqual([
      args[0],
      printed,
      [],
    ]);
    return ended;
  };
  const builder = (...args: string[]) => program('snapshot-builder', ...args);
  const sync = (...args: string[]) => program('delta-sync', ...args);
  const datadir = () => ['--datadir', join(work, 'node')];
  const target = () => ['--datadir', join(work, 'target')];

  const rpc = () => `http://${origin()}/${canaries.path}?key=${canaries.query}`;

  /** Every command that opens a store, with a place that leads nowhere good. */
  const all = async (...place: string[]): Promise<ProgramResult[]> => {
    const at = [
      ...[...place, ...node, '--attempts', '1', '--request-timeout', '5s'],
      ...['--metrics-file', join(work, 'failed.prom'), '--json'],
    ];
    return [
      await builder('build', ...at, ...datadir(), ...facts),
      await builder('list', ...at),
      await builder('show', id, ...at),
      await builder('verify', ...at),
      await builder('verify', id, '--boot', ...at),
      await builder('verify', id, '--boot', '--rpc-url', rpc(), ...at),
      await builder('prune', ...at),
      await sync('plan', ...at, ...target()),
      await sync('restore', ...at, ...target()),
    ];
  };

  it('are in no output and no file of a successful run', async () => {
    delete process.env.AWS_SESSION_TOKEN;
    const place = [
      ...['--store', `s3://${s3.bucket}/fleet`, '--s3-endpoint', s3.endpoint],
      ...[...node, '--metrics-file', join(work, 'metrics.prom')],
    ];
    const built = await builder(
      ...['build', ...place, ...datadir(), ...facts, '--json'],
    );
    expect(built.code).toBe(0);
    const { snapshot } = JSON.parse(built.stdout);
    for (const command of ['list', 'verify', 'prune']) {
      expect((await builder(command, ...place)).code).toBe(0);
    }
    expect((await builder('show', snapshot, ...place)).code).toBe(0);
    const restore = [...place, ...target(), '--allow-unverified'];
    expect((await sync('plan', ...restore)).code).toBe(0);
    expect((await sync('restore', ...restore)).code).toBe(0);
    expect((await sync('status', ...target())).code).toBe(0);
    const files = await filesBelow(work);
    for (const part of ['.nodeyard/restored.json', 'manifest.json', '.prom']) {
      expect(files.join('\n')).toContain(part);
    }
    for (const file of files) {
      expect([file, canariesIn(await readFile(file), canaries)]).toEqual([
        file,
        [],
      ]);
    }
  });

  it('are in none with another bucket, or other keys', async () => {
    delete process.env.AWS_SESSION_TOKEN;
    const endpoint = ['--s3-endpoint', s3.endpoint];
    for (const { code } of await all(
      '--store',
      's3://no-bucket',
      ...endpoint,
    )) {
      expect(code).not.toBe(0);
    }
    process.env.AWS_SECRET_ACCESS_KEY = `${canaries.secret}x`;
    const refused = await all('--store', `s3://${s3.bucket}`, ...endpoint);
    for (const { code, stderr } of refused) {
      expect(code).toBe(5);
      expect(stderr).toMatch(/SignatureDoesNotMatch|403/);
    }
  });

  /** What was sent, and secrets in every spelling. */
  const echo = (headers: object, secrets: readonly string[]) =>
    [
      JSON.stringify(headers),
      ...secrets.flatMap(secret =>
        Object.values(spellingsOf(secret)).flatMap(text =>
          Object.values(escapes).map(escaped => escaped(text)),
        ),
      ),
    ].join(' ');

  it.each([
    [403, 'application/xml'],
    [500, 'application/xml'],
    [404, 'text/html'],
    [200, 'text/html'],
    [301, 'text/html'],
  ])('are in none when a %s quotes them as %s', async (status, type) => {
    let asked = 0;
    answer = ({ headers }, response) => {
      asked += 1;
      // The beginning is quoted: each comes first once.
      const words = echo(headers, Object.values(keys)).split(' ');
      const from = (asked * 7) % words.length;
      const line = [...words.slice(from), ...words.slice(0, from)].join(' ');
      const text = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      response.writeHead(status, {
        'content-type': type,
        location: `http://${origin()}/${canaries.token}`,
        'x-amz-request-id': canaries.token,
      });
      response.end(
        type === 'text/html'
          ? `<html>${text}</html>`
          : `<Error><Code>Denied</Code><Message>${text}</Message></Error>`,
      );
    };
    const place = ['--s3-endpoint', `http://${origin()}`];
    for (const { code } of await all('--store', 's3://bucket', ...place)) {
      expect(code).not.toBe(0);
    }
    expect(asked).toBeGreaterThan(5);
  });

  it('are in none without a server, nor with wrong keys', async () => {
    const place = ['--s3-endpoint', 'http://127.0.0.1:9'];
    for (const { code } of await all('--store', 's3://bucket', ...place)) {
      expect(code).toBe(5);
    }
  });

  it.each([
    ['user and password', `s3://${canaries.access}:${canaries.secret}@bucket`],
    ['parameters', `s3://bucket/x?X-Amz-Signature=${canaries.query}`],
    ['a fragment', `s3://bucket/x#${canaries.query}`],
    ['a mistyped scheme', `s3:/a:${canaries.password}@bucket`],
    ['another scheme', `https://a:${canaries.password}@bucket/x`],
    ['a folder', `file://a:${canaries.password}@host/x`],
  ])('are in none when a store has %s', async (_, store) => {
    for (const { code, stderr } of await all('--store', store)) {
      expect([2, 3]).toContain(code);
      expect(stderr).toMatch(/(carries|contains) credentials|is neither file:/);
    }
  });

  it.each([
    ['user and password', `http://a:${canaries.password}@127.0.0.1:9`],
    ['parameters', `http://127.0.0.1:9/?key=${canaries.query}`],
  ])('are in none when an S3 server has %s', async (_, endpoint) => {
    const place = ['--store', 's3://bucket'];
    for (const { stderr } of await all(...place, '--s3-endpoint', endpoint)) {
      expect(stderr).toContain('contains credentials');
    }
    process.env.AWS_ENDPOINT_URL_S3 = endpoint;
    const ended = await builder('list', ...place, ...node);
    delete process.env.AWS_ENDPOINT_URL_S3;
    expect(ended.stderr).toContain('contains credentials');
  });

  it('are in none when a queried node quotes them', async () => {
    const answers: RequestListener[] = [
      ({ url }, response) => response.writeHead(403).end(`no access: ${url}`),
      ({ url, headers }, response) =>
        response.end(
          JSON.stringify({
            jsonrpc: '2.0',
            id: 1,
            error: {
              code: -32000,
              message: `${url} ${echo(headers, [
                canaries.path,
                canaries.query,
              ])}`,
            },
          }),
        ),
      ({ url }, response) => response.writeHead(302, { location: url }).end(),
      ({ url }, response) => response.end(`${url} is a page`),
      (_, response) => void response.destroy(),
    ];
    const store = ['--store', join(work, 'store'), ...node, ...datadir()];
    for (answer of answers) {
      const ended = await builder('build', ...store, '--from-rpc', rpc());
      expect(ended.code).toBe(5);
      expect(ended.stderr).toContain(`http://${origin()}/*** does not answer`);
    }
    const password = `http://a:${canaries.password}@${origin()}`;
    expect(
      (await builder('build', ...store, '--from-rpc', password)).stderr,
    ).toContain('contains credentials');
  });
});

async function filesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const files: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const isOurs = !name.startsWith('programs/');
    if (isOurs && (await stat(path)).isFile()) files.push(path);
  }
  return files;
}
