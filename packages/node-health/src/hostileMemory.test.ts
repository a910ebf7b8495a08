import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { endless } from './checkpoint/__fixtures__/bench';
import { aDevnet } from './__fixtures__/devnet';
import { eventually } from './__fixtures__/eventually';

/** Of the container, in the chart. */
const LIMIT_MIB = 128;
const PROBES = 40;

const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20, '['));
const MEBIBYTE = 2 ** 20;
/** What clients answer that want the sidecar killed for its memory. */
const hostile: ReadonlyArray<(response: ServerResponse) => void> = [
  response => endless(response),
  response => response.setHeader('content-encoding', 'gzip').end(bomb),
  response => response.end('['.repeat(MEBIBYTE)),
  response => response.end(`{"result":"${'x'.repeat(MEBIBYTE)}"}`),
  response => response.end(`[${'{},'.repeat(MEBIBYTE / 4)}{}]`),
  response => response.end(`{${'"a":1,'.repeat(MEBIBYTE / 8)}"b":2}`),
  response =>
    response.end(
      JSON.stringify({
        result: {
          hash: '0x1',
          transactions: Array(16_000).fill('0x'.padEnd(66, 'a')),
        },
      }),
    ),
  response => response.writeHead(200, { 'x-long': 'x'.repeat(60_000) }).end(),
  response => void response.write('{"result":'),
];

it(`${PROBES} probes of hostile clients take less than the container's ${LIMIT_MIB} MiB`, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'node-health-memory-'));
  const program = join(dir, 'node-health.cjs');
  execFileSync(process.execPath, [
    resolve(__dirname, '../scripts/build-bundle.mjs'),
    program,
  ]);
  await writeFile(join(dir, 'network.json'), JSON.stringify(aDevnet()));
  const dockerfile = readFileSync(
    resolve(__dirname, '../../../docker/node-health/Dockerfile'),
    'utf8',
  );
  let asked = 0;
  const server = createServer(
    (request: IncomingMessage, response: ServerResponse) => {
      request.resume();
      hostile[asked++ % hostile.length]?.(response);
    },
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const child = spawn(
    process.execPath,
    [
      ...[program, '--node-name', 'geth-0', '--listen-address', '127.0.0.1'],
      ...['--network-file', join(dir, 'network.json'), '--port', '0'],
      ...['--execution-url', url, '--consensus-url', url],
      ...['--interval-seconds', '1', '--timeout-seconds', '1'],
    ],
    {
      env: { NODE_OPTIONS: /NODE_OPTIONS="(.*)"/.exec(dockerfile)?.[1] },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    child.stdout.resume();
    await eventually(
      async () => expect(asked).toBeGreaterThan(PROBES * 5),
      90_000,
    );
    expect(child.exitCode).toBeNull();
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
    const peak = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(LIMIT_MIB);
  } finally {
    child.kill('SIGTERM');
    server.closeAllConnections();
    server.close();
    await rm(dir, { recursive: true, force: true });
  }
}, 180_000);
