import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAnvil, type Client } from './__fixtures__/clients';
import { aDevnet } from './__fixtures__/devnet';
import { eventually } from './__fixtures__/eventually';

/** The program as it is in the image: one file, a process of its own, the image's options for Node. */
describe('node-health.cjs', () => {
  const bundle = resolve(__dirname, '../dist/node-health.cjs');
  const dockerfile = readFileSync(
    resolve(__dirname, '../../../docker/node-health/Dockerfile'),
    'utf8',
  );
  const nodeOptions = /NODE_OPTIONS="(.*)"/.exec(dockerfile)?.[1];
  let dir: string;
  let anvil: Client;
  beforeAll(async () => {
    execFileSync(process.execPath, [
      resolve(__dirname, '../scripts/build-bundle.mjs'),
    ]);
    dir = await mkdtemp(join(tmpdir(), 'node-health-'));
    await writeFile(join(dir, 'network.json'), JSON.stringify(aDevnet()));
    anvil = await startAnvil();
  }, 120_000);
  afterAll(async () => {
    await anvil?.end();
    await rm(dir, { recursive: true, force: true });
  });

  /** Away from the repository, so that nothing but the file itself can be found. */
  const start = (args: string[]) =>
    spawn(process.execPath, [bundle, ...args], {
      cwd: dir,
      env: { NODE_OPTIONS: nodeOptions },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const besideAnvil = (...more: string[]) =>
    start([
      ...[
        '--node-name',
        'geth-0',
        '--network-file',
        join(dir, 'network.json'),
        '--execution-url',
        anvil.url,
      ],
      ...[
        '--listen-address',
        '127.0.0.1',
        '--port',
        '0',
        '--interval-seconds',
        '1',
        ...more,
      ],
    ]);
  const ended = async (child: ChildProcess) => {
    let errors = '';
    child.stderr?.on('data', chunk => {
      errors += chunk;
    });
    const [code] = await once(child, 'exit');
    return { code, errors };
  };
  const portOf = async (child: ChildProcess): Promise<number> => {
    if (!child.stdout) throw new Error('the program has no standard output');
    const [line] = await once(child.stdout, 'data');
    const [first = ''] = String(line).split('\n');
    return JSON.parse(first).port;
  };

  it('serves, uses at most 60 MiB, and exits with 0 on SIGTERM', async () => {
    const child = besideAnvil();
    const exit = ended(child);
    try {
      const port = await portOf(child);
      await eventually(async () =>
        expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(
          200,
        ),
      );
      for (let i = 0; i < 10; i++) {
        await Promise.all(
          ['/status', '/metrics', '/livez'].map(path =>
            fetch(`http://127.0.0.1:${port}${path}`),
          ),
        );
        await sleep(500);
      }
      expect(await residentMiB(child.pid)).toBeLessThanOrEqual(60);
    } finally {
      child.kill('SIGTERM');
    }
    expect((await exit).code).toBe(0);
  }, 120_000);

  it('exits with 2 and names the fix for an invalid option', async () => {
    const { code, errors } = await ended(
      besideAnvil('--timeout-seconds', 'soon'),
    );
    expect(code).toBe(2);
    expect(errors).toContain(
      '--timeout-seconds is "soon": expected an integer from 1 to 300. Use for example',
    );
  });

  it('exits with 1 and names the fix if its port is in use', async () => {
    const first = besideAnvil();
    try {
      const port = await portOf(first);
      const { code, errors } = await ended(besideAnvil('--port', String(port)));
      expect(code).toBe(1);
      expect(errors).toMatch(/EADDRINUSE.*choose another with --port/);
    } finally {
      first.kill('SIGTERM');
    }
  }, 120_000);

  it('writes the JWT secret of the Engine API', async () => {
    const file = join(dir, 'jwt.hex');
    expect((await ended(start(['jwt', '--out', file]))).code).toBe(0);
    expect(await readFile(file, 'utf8')).toMatch(/^[0-9a-f]{64}$/);
    expect(await ended(start(['jwt']))).toMatchObject({
      code: 2,
      errors: expect.stringContaining('--out is missing'),
    });
  });

  it('checks before a client starts whether its volume has the configured history', async () => {
    const check = (history: string) =>
      ended(
        start([
          ...['history', '--datadir', join(dir, 'volume'), '--client', 'reth'],
          ...['--network', 'mainnet', '--history', history],
          ...['--field', 'nodes.reth-0.execution'],
        ]),
      );
    await mkdir(join(dir, 'volume'));
    expect((await check('aggressive')).code).toBe(0);
    await mkdir(join(dir, 'volume/db'));
    await writeFile(join(dir, 'volume/db/mdbx.dat'), 'a chain');
    expect(await check('archive')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('the volume has history "aggressive"'),
    });
  });

  it('prints a help', () => {
    const help = execFileSync(process.execPath, [bundle, '--help'], {
      encoding: 'utf8',
    });
    expect(help).toContain('--interval-seconds SECONDS');
  });
});

async function residentMiB(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
