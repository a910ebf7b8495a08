/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePresent } from '../../../../tests/ensurePresent';
import { build } from '../builder/build';
import { restore } from '../restore/restore';
import { datadirDigests } from '../testing/datadirDigest';
import type { Fault } from '../testing/faultyProxy';
import { startFaultyProxy } from '../testing/faultyProxy';
import type { S3Server } from '../testing/s3Server';
import { startS3Server } from '../testing/s3Server';
import {
  smallDatadir,
  testFacts,
  writeDatadir,
} from '../testing/syntheticDatadir';
import {
  openStore,
  type Store,
  type StoreLocation,
} from '@nodeyard/snapshot-store';

jest.setTimeout(180_000);

let work: string;
let server: S3Server;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'snapshots-store-'));
  server = await startS3Server(join(work, 's3'));
});
afterAll(async () => {
  await server.stop();
  await rm(work, { recursive: true, force: true });
});

const s3 = (prefix: string, endpoint = server.endpoint): StoreLocation => ({
  url: `s3://${server.bucket}/${prefix}`,
  endpoint,
  pathStyle: true,
});

describe.each([
  ['a folder', () => ({ url: `file://${work}/folder` })],
  ['a real S3 server', () => s3('some/prefix')],
])('a store in %s', (_, location: () => StoreLocation) => {
  let store: Store;
  const text = (value: string) => Buffer.from(value);
  beforeAll(async () => {
    store = await openStore(location(), 'devnet', 'geth');
  });
  afterAll(() => store.close());

  it('returns written objects, complete and in ranges', async () => {
    await store.write('packs/ab/one', text('0123456789'));
    expect((await store.read('packs/ab/one'))?.bytes.toString()).toBe(
      '0123456789',
    );
    expect(
      (
        await store.read('packs/ab/one', { range: { offset: 3, length: 4 } })
      )?.bytes.toString(),
    ).toBe('3456');
  });

  it('returns fewer bytes for a range beyond the end', async () => {
    await store.write('packs/ab/short', text('0123'));
    expect(
      (
        await store.read('packs/ab/short', { range: { offset: 2, length: 10 } })
      )?.bytes.toString(),
    ).toBe('23');
    expect(
      (await store.read('packs/ab/short', { range: { offset: 9, length: 10 } }))
        ?.bytes,
    ).toHaveLength(0);
  });

  it('returns undefined for a missing object', async () => {
    expect(await store.read('packs/ab/absent')).toBeUndefined();
    await expect(store.remove('packs/ab/absent')).resolves.toBeUndefined();
  });

  it('writes only if absent on request', async () => {
    expect(
      await store.write('once.json', text('a'), {
        condition: { absent: true },
      }),
    ).toBe(true);
    expect(
      await store.write('once.json', text('b'), {
        condition: { absent: true },
      }),
    ).toBe(false);
    expect((await store.read('once.json'))?.bytes.toString()).toBe('a');
  });

  it('writes only over the version that was read on request', async () => {
    await store.write('pointer.json', text('1'));
    const etag = (await store.read('pointer.json'))?.etag ?? '';
    expect(
      await store.write('pointer.json', text('2'), { condition: { etag } }),
    ).toBe(true);
    expect(
      await store.write('pointer.json', text('3'), { condition: { etag } }),
    ).toBe(false);
    expect((await store.read('pointer.json'))?.bytes.toString()).toBe('2');
  });

  it('accepts one of many conditional writes', async () => {
    const wins = await Promise.all(
      Array.from({ length: 8 }, (__, n) =>
        store.write('race.json', text(String(n)), {
          condition: { absent: true },
        }),
      ),
    );
    expect(wins.filter(Boolean)).toHaveLength(1);
  });

  it('lists the objects under a prefix', async () => {
    await store.write('indexes/x', text('12345'));
    await store.write('indexes/y', text('1'));
    const listed = [];
    for await (const object of store.list('indexes/')) listed.push(object);
    expect(listed.sort((a, b) => (a.key < b.key ? -1 : 1))).toMatchObject([
      { key: 'indexes/x', size: 5 },
      { key: 'indexes/y', size: 1 },
    ]);
    const { modifiedAt } = ensurePresent(listed[0]);
    expect(Math.abs(modifiedAt - Date.now())).toBeLessThan(60_000);
  });

  it('removes an object', async () => {
    await store.write('indexes/gone', text('1'));
    await store.remove('indexes/gone');
    expect(await store.read('indexes/gone')).toBeUndefined();
  });
});

describe('snapshots in a bucket', () => {
  const place = { network: 'devnet', client: 'geth' };

  async function throughFaults(
    name: string,
    choose: (nth: number) => Fault,
    timeoutMs: number,
  ) {
    const proxy = await startFaultyProxy(server.endpoint, choose);
    const source = join(work, `${name}-source`);
    const target = join(work, `${name}-target`);
    await writeDatadir(source, smallDatadir());
    const location = { ...s3(name, proxy.endpoint), timeoutMs, attempts: 8 };
    try {
      const built = await build({
        store: location,
        datadir: source,
        facts: testFacts(),
        tool: 'test/1',
        threads: 2,
      });
      expect(built).toEqual(expect.objectContaining({ ok: true }));
      const restored = await restore({
        store: location,
        datadir: target,
        node: place,
        from: 'latest',
        allowUnverified: true,
        threads: 2,
      });
      expect(restored).toEqual(expect.objectContaining({ ok: true }));
      expect(await datadirDigests(target)).toEqual(
        await datadirDigests(source),
      );
      return proxy.counts;
    } finally {
      await proxy.stop();
    }
  }

  it('survive a server that answers 500 to every third request', async () => {
    expect(
      (
        await throughFaults(
          'errors',
          nth => (nth % 3 === 2 ? 'error' : 'none'),
          20_000,
        )
      ).error,
    ).toBeGreaterThan(3);
  });

  it('survive a server that stalls', async () => {
    expect(
      (
        await throughFaults(
          'stalls',
          nth => (nth % 9 === 5 ? 'stall' : 'none'),
          1_500,
        )
      ).stall,
    ).toBeGreaterThan(1);
  });

  it('survive a server that loses connections', async () => {
    expect(
      (
        await throughFaults(
          'cuts',
          nth => (nth % 4 === 1 ? 'cut' : 'none'),
          20_000,
        )
      ).cut,
    ).toBeGreaterThan(3);
  });

  it('fail with an unavailable store after all retries', async () => {
    const proxy = await startFaultyProxy(server.endpoint, () => 'error');
    const source = join(work, 'dead-source');
    await writeDatadir(source, smallDatadir());
    const location = { ...s3('dead', proxy.endpoint), attempts: 2 };
    const built = await build({
      store: location,
      datadir: source,
      facts: testFacts(),
      tool: 'test/1',
      threads: 1,
    });
    expect(built).toMatchObject({
      ok: false,
      kind: 'store-unavailable',
      message: expect.stringContaining('after 2 attempts'),
    });
    await proxy.stop();
  });

  it('report a missing bucket', async () => {
    const result = await restore({
      store: { ...s3('x'), url: 's3://no-such-bucket/x' },
      datadir: join(work, 'none'),
      node: place,
    });
    expect(result).toMatchObject({
      ok: false,
      kind: 'store-unavailable',
      code: 'store-refuses',
    });
  });
});
