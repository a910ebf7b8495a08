/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { execFileSync } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../builder/build';
import { listSnapshots, type Store } from '@nodeyard/snapshot-store';
import { restore } from '../restore/restore';
import { prune } from '../retain/prune';
import { withFakeBucket } from '../../../snapshot-store/src/testing/fakeBucket';
import {
  laterDatadir,
  smallDatadir,
  testFacts,
  writeDatadir,
} from '../testing/syntheticDatadir';
import { verifyStore } from '../verify/verifyStore';

jest.setTimeout(180_000);

const place = { network: 'devnet', client: 'geth' };

/** Lists packs to the end, of which there must be none. */
async function listNothing(store: Pick<Store, 'list'>): Promise<void> {
  for await (const object of store.list('packs/')) expect(object).toBe(0);
}

describe('a file in a folder store that is no object', () => {
  let work: string;
  let folder: string;
  let snapshot: string;
  const at = () => ({ url: `file://${work}/store` });

  const captured = (block: number) =>
    build({
      store: at(),
      datadir: join(work, 'node'),
      facts: testFacts(block),
      tool: 'test/1',
      threads: 1,
    });

  beforeEach(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-odd-'));
    folder = join(work, 'store/devnet/geth');
    await writeDatadir(join(work, 'node'), smallDatadir());
    const built = await captured(5);
    if (!built.ok || !built.snapshot) throw new Error('not built');
    snapshot = built.snapshot;
  });
  afterEach(() => rm(work, { recursive: true, force: true }));

  const restored = () =>
    restore({
      store: at(),
      datadir: join(work, 'target'),
      node: place,
      from: snapshot,
      allowUnverified: true,
      threads: 1,
    });

  async function firstOf(kind: 'packs' | 'indexes'): Promise<string> {
    const entries = await readdir(join(folder, kind), {
      withFileTypes: true,
      recursive: true,
    });
    const file = entries.find(entry => entry.isFile());
    return join(file?.parentPath ?? '', file?.name ?? '');
  }

  const odd: [string, (path: string) => Promise<void>][] = [
    ['a pipe', async path => void execFileSync('mkfifo', [path])],
    ['a folder', async path => void (await mkdir(path))],
    [
      'a link',
      async path => {
        await rename(`${path}.kept`, `${path}.elsewhere`);
        await symlink(`${path}.elsewhere`, path);
      },
    ],
    [
      'larger than any',
      async path => {
        await writeFile(path, '');
        await truncate(path, 2 ** 40);
      },
    ],
  ];

  describe.each(odd)('%s', (_, make) => {
    const replace = async (path: string) => {
      await rename(path, `${path}.kept`);
      await make(path);
    };

    it('is reported in place of a manifest', async () => {
      await replace(join(folder, `snapshots/${snapshot}/manifest.json`));
      expect(await restored()).toMatchObject({
        kind: 'corrupt',
        code: 'object-odd',
      });
    });

    it('is reported in place of latest.json', async () => {
      await make(join(folder, 'latest.json')).catch(() =>
        symlink('/dev/null', join(folder, 'latest.json')),
      );
      expect(await listSnapshots({ store: at(), ...place })).toMatchObject({
        problems: [expect.stringContaining('latest.json')],
      });
    });

    it('fails a restore, and is found by verify, in place of a pack', async () => {
      await replace(await firstOf('packs'));
      expect(await restored()).toMatchObject({ code: 'chunk-lost' });
      expect(
        await verifyStore({ store: at(), ...place, threads: 1 }),
      ).toMatchObject({ problems: [expect.stringMatching(/^pack/)] });
    });

    it('fails a restore in place of an index', async () => {
      await replace(await firstOf('indexes'));
      expect(await restored()).toMatchObject({ kind: 'corrupt' });
    });
  });

  it('is swept if a killed write left it', async () => {
    const left = [
      join(folder, '.tmp-0123'),
      join(folder, 'indexes/.tmp-4567'),
      join(folder, 'packs/ab/.tmp-89ab'),
    ];
    const fresh = join(folder, 'packs/ab/.tmp-young');
    await mkdir(join(folder, 'packs/ab'), { recursive: true });
    for (const path of [...left, fresh]) await writeFile(path, 'half');
    for (const path of left) await utimes(path, 1, 1);
    const pruned = await prune({
      store: at(),
      ...place,
      keepLast: 3,
      keepWeekly: 4,
    });
    expect(pruned).toMatchObject({ ok: true, sweptObjects: 3, sweptBytes: 12 });
    const names = await readdir(folder, { recursive: true });
    expect(names.filter(name => name.includes('.tmp-'))).toEqual([
      'packs/ab/.tmp-young',
    ]);
    expect(await restored()).toMatchObject({ ok: true });
  });

  it('is reported by a build if an earlier snapshot lacks an index', async () => {
    await rm(await firstOf('indexes'));
    await writeDatadir(join(work, 'node'), laterDatadir());
    expect(await captured(6)).toMatchObject({
      ok: true,
      parent: null,
      broken: [snapshot],
    });
  });

  it('is rewritten by a build if it is a truncated index', async () => {
    const index = await firstOf('indexes');
    await truncate(index, 20);
    expect(await captured(6)).toMatchObject({ ok: true, broken: [snapshot] });
    expect(
      await verifyStore({ store: at(), ...place, threads: 1 }),
    ).toMatchObject({ problems: [] });
  });
});

describe('a bucket with endless responses', () => {
  const withBucket = (
    answer: (url: URL) => { type: string; body: string; length?: number },
    use: Parameters<typeof withFakeBucket>[2],
  ) =>
    withFakeBucket(
      (request, response) => {
        const { type, body, length } = answer(
          new URL(request.url ?? '/', 'http://bucket'),
        );
        response.writeHead(200, {
          'content-type': type,
          'content-length': length ?? body.length,
        });
        response.write(body);
        if (length === undefined) response.end();
      },
      { attempts: 1 },
      use,
    );

  it('is not read beyond the maximum of an object with that key', () =>
    withBucket(
      () => ({ type: 'application/json', body: '{', length: 2 ** 40 }),
      async store => {
        await expect(store.read('latest.json')).rejects.toMatchObject({
          code: 'object-odd',
        });
        await expect(
          store.read('packs/ab/x', { range: { offset: 0, length: 8 } }),
        ).rejects.toMatchObject({ code: 'store-unavailable' });
      },
    ));

  it('is not queried for ever when its pages are empty', () =>
    withBucket(
      () => ({
        type: 'application/xml',
        body: '<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>true</IsTruncated><NextContinuationToken>x</NextContinuationToken></ListBucketResult>',
      }),
      async store => {
        await expect(listNothing(store)).rejects.toMatchObject({
          kind: 'store-unavailable',
        });
      },
    ));

  it('is not read beyond the maximum of a page of its listing', () =>
    withBucket(
      () => ({
        type: 'application/xml',
        body: `<ListBucketResult>${' '.repeat(
          20 * 2 ** 20,
        )}</ListBucketResult>`,
      }),
      async store => {
        await expect(listNothing(store)).rejects.toMatchObject({
          kind: 'store-unavailable',
          message: expect.stringContaining('longer than'),
        });
      },
    ));

  it.each([
    ['entities of entities', entities(9)],
    ['one entity a million times', entities(1, 1_000_000)],
    ['a file of this machine', '<!ENTITY e0 SYSTEM "file:///etc/hostname">'],
  ])('is not parsed if its listing has %s', (_, declared) =>
    withBucket(
      () => ({
        type: 'application/xml',
        body: `<!DOCTYPE x [${declared}]><ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated><Contents><Key>devnet/geth/packs/&e0;</Key></Contents></ListBucketResult>`,
      }),
      async store => {
        const seen: string[] = [];
        const list = async () => {
          for await (const { key } of store.list('packs/')) seen.push(key);
        };
        // Refused, or left as it is written.
        const kind = await list().then(
          () => 'store-unavailable',
          error => error.kind,
        );
        expect(kind).toBe('store-unavailable');
        expect(seen.join().length).toBeLessThan(1_000);
        expect(seen.join()).not.toContain('lol');
      },
    ),
  );

  it('is not buffered beyond the maximum of an error', () =>
    withFakeBucket(
      (_, response) => {
        response.writeHead(403, { 'content-type': 'application/xml' });
        response.end(`<Error><Code>${' '.repeat(20 * 2 ** 20)}</Code></Error>`);
      },
      { attempts: 1 },
      async store => {
        for (const refused of [
          () => store.read('latest.json'),
          () => store.write('latest.json', Buffer.from('x')),
          () => store.remove('latest.json'),
        ]) {
          await expect(refused()).rejects.toMatchObject({
            kind: 'store-unavailable',
            message: expect.stringContaining('longer than'),
          });
        }
      },
    ));

  it('is reported as a page of a proxy', () =>
    withBucket(
      () => ({ type: 'text/html', body: '<html>Sign in</html>' }),
      async store => {
        await expect(listNothing(store)).rejects.toMatchObject({
          kind: 'store-unavailable',
          message: expect.stringContaining('is not a listing'),
        });
      },
    ));
});

/** Each of so many is ten of the next; the last is a text. */
function entities(deep: number, times = 10): string {
  const all = Array.from(
    { length: deep },
    (_, n) => `<!ENTITY e${n} "${`&e${n + 1};`.repeat(times)}">`,
  );
  return `${all.join('')}<!ENTITY e${deep} "lol">`;
}
