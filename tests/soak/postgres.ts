import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensurePresent } from '../ensurePresent';
import type { ProcessGroups } from '../../packages/demo/src';
import { freePort } from '../gateway/processes';
import { Kept } from './kept';

const run = promisify(execFile);
const PROGRAMS = '/usr/lib/postgresql';

/** A PostgreSQL of its own that outlives its crashes: nothing of its durability is switched off. */
export interface Postgres {
  server: Kept;
  connection: { host: string; port: number; user: string; password: string };
}

/** @param folder - where its data goes; PostgreSQL refuses to run as root, so it belongs to the user postgres then */
export async function aPostgres(
  folder: string,
  how: { groups: ProcessGroups; results: string },
): Promise<Postgres> {
  const [version] = (await readdir(PROGRAMS)).sort((a, b) => +b - +a);
  const program = (name: string) =>
    join(PROGRAMS, ensurePresent(version), 'bin', name);
  const [data, secret] = [join(folder, 'data'), join(folder, 'password')];
  const password = randomBytes(16).toString('hex');
  await mkdir(data, { recursive: true, mode: 0o700 });
  await writeFile(secret, password);
  const owner = await ownerOf();
  for (const path of owner ? [data, secret] : []) {
    await chown(path, owner!, owner!);
  }
  const asOwner = owner
    ? [
        'setpriv',
        '--reuid',
        String(owner),
        '--regid',
        String(owner),
        '--clear-groups',
        '--',
      ]
    : [];
  const [file, ...first] = [...asOwner, program('initdb')];
  await run(
    file,
    [
      ...first,
      ...['--pgdata', data, '--username=nodeyard', `--pwfile=${secret}`],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
    ],
    { cwd: '/' },
  );
  const port = await freePort();
  const [server, ...args] = [
    ...asOwner,
    program('postgres'),
    ...['-D', data, '-p', String(port)],
    ...Object.entries(settings).flatMap(([key, value]) => [
      '-c',
      `${key}=${value}`,
    ]),
  ];
  const address = ['--host', '127.0.0.1', '--port', String(port)];
  return {
    connection: { host: '127.0.0.1', port, user: 'nodeyard', password },
    server: new Kept('postgres', {
      ...how,
      command: { file: ensurePresent(server), args, cwd: '/' },
      ready: () => run(program('pg_isready'), address).then(() => true),
    }),
  };
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  // It lives on a small disk.
  min_wal_size: '32MB',
  max_wal_size: '64MB',
};

async function ownerOf(): Promise<number | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const { stdout } = await run('id', ['-u', 'postgres']);
  return Number(stdout);
}
