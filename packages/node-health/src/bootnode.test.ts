import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBootnode } from './bootnode';
import { loopbackFetch } from './probe/loopbackFetch';

/** A record as Lodestar 1.5.1 gave it on a devnet. */
const RECORD =
  'enr:-LK4QGtT0fOzPp5tF0MCJpRRB4p3mHn3m0h0Zx3OdMZ2tUIDBeWNkcgV6PTyPBuUk7ILgaBAp0C9jK0NbHsh5bUvEdoBh2F0dG5ldHOIAAAAAAAAAACEZXRoMpCQ';

describe('writeBootnode', () => {
  const client = loopbackFetch();
  let dir: string;
  let file: string;
  let server: Server;
  let answers: Array<{ status: number; body: string }>;
  let beaconUrl: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'bootnode-'));
    file = join(dir, 'bootnodes');
    answers = [];
    server = createServer((request, response) => {
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      const known = request.url === '/eth/v1/node/identity' && answer;
      response.writeHead(known ? answer.status : 404);
      response.end(known ? answer.body : '');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('no port');
    }
    beaconUrl = `http://127.0.0.1:${address.port}`;
  });
  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await rm(dir, { recursive: true });
  });
  afterAll(() => client.close());

  const identity = (enr: unknown) => ({
    status: 200,
    body: JSON.stringify({ data: { peer_id: '16Uiu2', enr } }),
  });
  const write = (waitMs: number) =>
    writeBootnode({
      beaconUrl,
      file,
      fetch: client.fetch,
      waitMs,
      intervalMs: 5,
    });

  it('writes the ENR of the node', async () => {
    answers = [identity(RECORD)];
    expect(await write(0)).toEqual({ ok: true, record: RECORD });
    expect(await readFile(file, 'utf8')).toBe(`${RECORD}\n`);
  });

  it('waits for a node that is starting', async () => {
    answers = [
      { status: 503, body: '' },
      { status: 200, body: 'starting' },
      identity(RECORD),
    ];
    expect(await write(60_000)).toEqual({ ok: true, record: RECORD });
  });

  it.each([
    ['invalid JSON', { status: 200, body: '{' }, /JSON/],
    ['no ENR', identity(undefined), /no ENR \(data.enr\)/],
    ['a flag in place of an ENR', identity('--rest'), /no ENR \(data.enr\)/],
    ['an error', { status: 500, body: '{}' }, /HTTP 500/],
  ])('reports that the node responds with %s', async (_, answer, words) => {
    answers = [answer];
    expect(await write(0)).toEqual({
      ok: false,
      reason: expect.stringMatching(words),
    });
  });

  it('reports a node that does not run', async () => {
    const closed = once(server, 'close');
    server.close();
    await closed;
    expect(await write(0)).toEqual({
      ok: false,
      reason: expect.stringMatching(
        /returned no ENR within 0 s: .*Check that the node runs/,
      ),
    });
  });

  it('reports a file that cannot be written', async () => {
    answers = [identity(RECORD)];
    file = join(dir, 'missing', 'bootnodes');
    expect(await write(0)).toEqual({
      ok: false,
      reason: expect.stringMatching(/cannot write .*writable volume/),
    });
  });
});
