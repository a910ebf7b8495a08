/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests of canaries share is no package */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  canariesIn,
  escapes,
  newCanary,
  newHexCanary,
  spellingsOf,
} from '../../../tests/canary/canary';
import { aDevnet } from './__fixtures__/devnet';
import { eventually } from './__fixtures__/eventually';

const canaries = {
  path: newCanary(),
  query: newCanary(),
  password: newCanary(),
  jwt: newHexCanary(),
};

/** What the stand-in for clients was asked. */
let asks = 0;

/** The program as it is in the image, in processes of its own. */
describe('a secret in the configuration of the sidecar', () => {
  let dir: string;
  let origin: string;
  const server = createServer();
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'node-health-canary-'));
    execFileSync(process.execPath, [
      resolve(__dirname, '../scripts/build-bundle.mjs'),
      join(dir, 'node-health.cjs'),
    ]);
    await writeFile(join(dir, 'network.json'), JSON.stringify(aDevnet()));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 120_000);
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await rm(dir, { recursive: true, force: true });
  });

  const start = (args: string[], env: Record<string, string> = {}) => {
    const child = spawn(
      process.execPath,
      [join(dir, 'node-health.cjs'), ...args],
      { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const printed = { text: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', text => (printed.text += text));
    }
    return { child, printed };
  };
  const ended = async (args: string[], env?: Record<string, string>) => {
    const { child, printed } = start(args, env);
    const code = await codeOf(child);
    return { code, ...printed };
  };
  const node = () => [
    ...['--node-name', 'geth-0', '--listen-address', '127.0.0.1'],
    ...['--network-file', join(dir, 'network.json')],
  ];

  it('is in no status, metric and log when clients quote it', async () => {
    server.on('request', echo);
    const url = (client: string) =>
      `${origin}/${client}/${canaries.path}?key=${canaries.query}`;
    const { child, printed } = start([
      ...[...node(), '--port', '0', '--interval-seconds', '1'],
      ...['--execution-url', url('el'), '--consensus-url', url('cl')],
      ...['--checkpoint-sources', origin, '--checkpoint-port', '0'],
    ]);
    const exit = codeOf(child);
    try {
      await eventually(async () => expect(printed.text).toContain('"port"'));
      const { port, checkpointPort } = JSON.parse(
        printed.text.split('\n').find(line => line.includes('"port"')) ?? '',
      );
      const collected: string[] = [];
      const asked = asks;
      await eventually(async () => {
        for (const path of ['/status', '/metrics', '/readyz', '/livez', '/x']) {
          collected.push(await textOf(`http://127.0.0.1:${port}${path}`));
        }
        expect(asks - asked).toBeGreaterThan(40);
      }, 30_000);
      collected.push(
        await textOf(
          `http://127.0.0.1:${checkpointPort}/eth/v2/debug/beacon/states/finalized`,
        ),
      );
      expect(collected.join()).toContain('***');
      const all = collected.join('\n') + printed.text;
      expect([all, canariesIn(all, canaries)]).toEqual([all, []]);
    } finally {
      child.kill('SIGTERM');
    }
    expect(await exit).toBe(0);
  }, 120_000);

  it.each([
    ['--execution-url', () => `http://a:${canaries.password}@127.0.0.1`],
    ['--execution-url', () => `ftp://127.0.0.1/${canaries.path}`],
    ['--execution-url', () => `127.0.0.1/${canaries.path}?${canaries.query}`],
    ['--consensus-url', () => `https://127.0.0.1/${canaries.path}`],
    ['--checkpoint-sources', () => `https://a.example/${canaries.path}`],
    ['--checkpoint-sources', () => `https://a:${canaries.password}@a.example`],
    [
      '--checkpoint-sources',
      () => `https://a.example,https://b.example/?k=${canaries.query}`,
    ],
    ['--no-such', () => `https://a:${canaries.password}@a.example`],
  ])('is in no error about %s', async (option, url) => {
    const flag = await ended([...node(), option, url()]);
    const name = `NODE_HEALTH${option.slice(1).toUpperCase()}`;
    const variable =
      option === '--no-such'
        ? flag
        : await ended(node(), { [name.replaceAll('-', '_')]: url() });
    expect(flag.code).toBe(2);
    for (const { text } of [flag, variable]) {
      expect(text).toMatch(/expected|--no-such/);
      expect([text, canariesIn(text, canaries)]).toEqual([text, []]);
    }
  });

  it('is only in its file if it is the JWT secret of the Engine API', async () => {
    const file = join(dir, 'jwt.hex');
    for (const text of [
      canaries.jwt,
      `\uFEFF${canaries.jwt}`,
      `${canaries.jwt} and more`,
      `0x${canaries.jwt.slice(1)}`,
    ]) {
      await rm(file, { force: true });
      await writeFile(file, text);
      const { text: printed } = await ended(['jwt', '--out', file]);
      expect(printed).not.toBe('');
      expect([printed, canariesIn(printed, canaries)]).toEqual([printed, []]);
    }
    await rm(file);
    const made = await ended(['jwt', '--out', file]);
    const secret = await readFile(file, 'utf8');
    expect(canariesIn(made.text, { secret })).toEqual([]);
  });
});

/** A client that quotes what it was asked for, in every spelling by turns, where it may say what it likes. */
function echo(request: IncomingMessage, response: ServerResponse): void {
  asks += 1;
  let body = '';
  request.setEncoding('utf8').on('data', text => (body += text));
  request.on('end', () => {
    const collected = [canaries.path, canaries.query].flatMap(secret =>
      Object.values(spellingsOf(secret)).flatMap(text =>
        Object.values(escapes).map(escaped => escaped(text)),
      ),
    );
    const quoted = `${collected[asks % collected.length]} ${request.url}`;
    const call = body === '' ? undefined : JSON.parse(body);
    if (asks % 3 === 0) {
      response.statusCode = 502;
      response.end(`<html>${quoted}</html>`);
    } else if (call?.method === 'web3_clientVersion') {
      response.end(
        JSON.stringify({ jsonrpc: '2.0', id: call.id, result: `G/${quoted}` }),
      );
    } else {
      response.end(
        JSON.stringify({
          ...{ jsonrpc: '2.0', id: call?.id, code: 500, message: quoted },
          error: { code: -32000, message: quoted },
          data: { version: quoted },
        }),
      );
    }
  });
}

async function codeOf(child: ChildProcess): Promise<number> {
  const [code] = await once(child, 'close');
  return code;
}

async function textOf(url: string): Promise<string> {
  return (await fetch(url)).text();
}
