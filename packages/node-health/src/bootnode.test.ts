import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBootnode } from './bootnode';
import { loopbackFetch } from './probe/loopbackFetch';
import { serveInTurn, type AnswerServer } from './__testUtils__/serveInTurn';

/** A record as Lodestar 1.5.1 gave it on a devnet. */
const RECORD =
  'enr:-LK4QGtT0fOzPp5tF0MCJpRRB4p3mHn3m0h0Zx3OdMZ2tUIDBeWNkcgV6PTyPBuUk7ILgaBAp0C9jK0NbHsh5bUvEdoBh2F0dG5ldHOIAAAAAAAAAACEZXRoMpCQ';

describe('writeBootnode', () => {
  const client = loopbackFetch();
  let dir: string;
  let file: string;
  let server: AnswerServer;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'bootnode-'));
    file = join(dir, 'bootnodes');
    server = await serveInTurn('/eth/v1/node/identity');
  });
  afterEach(async () => {
    await server.close();
    await rm(dir, { recursive: true });
  });
  afterAll(() => client.close());

  const identity = (enr: unknown) => ({
    status: 200,
    body: JSON.stringify({ data: { peer_id: '16Uiu2', enr } }),
  });
  const write = (waitMs: number) =>
    writeBootnode({
      beaconUrl: server.url,
      file,
      fetch: client.fetch,
      waitMs,
      intervalMs: 5,
    });

  it('writes the ENR of the node', async () => {
    server.answers = [identity(RECORD)];
    expect(await write(0)).toEqual({ ok: true, record: RECORD });
    expect(await readFile(file, 'utf8')).toBe(`${RECORD}\n`);
  });

  it('waits for a node that is starting', async () => {
    server.answers = [
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
    server.answers = [answer];
    expect(await write(0)).toEqual({
      ok: false,
      reason: expect.stringMatching(words),
    });
  });

  it('reports a node that does not run', async () => {
    await server.close();
    expect(await write(0)).toEqual({
      ok: false,
      reason: expect.stringMatching(
        /returned no ENR within 0 s: .*Check that the node runs/,
      ),
    });
  });

  it('reports a file that cannot be written', async () => {
    server.answers = [identity(RECORD)];
    file = join(dir, 'missing', 'bootnodes');
    expect(await write(0)).toEqual({
      ok: false,
      reason: expect.stringMatching(/cannot write .*writable volume/),
    });
  });
});
