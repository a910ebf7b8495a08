/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests of canaries share is no package */
/* eslint-disable jest/no-conditional-expect -- what is accepted is looked at in another place */
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  canariesIn,
  newCanary,
  newKeyCanary,
} from '../../../../tests/canary/canary';
import { nodeyard } from '../cli/nodeyard';
import { aNode, aRequest } from '../testing/requests';

const canaries = { key: newKeyCanary(), plain: newCanary() };

/** What people have at hand when they are asked for an address. */
const withSecrets: Record<string, string> = {
  'user and password': `https://me:${canaries.plain}@rpc.example`,
  'keys of a bucket': `s3://AKIA:${canaries.key}@bucket/x`,
  'a key in its path': `https://rpc.example/v2/${canaries.plain}`,
  'a key in its query': `https://rpc.example/?apikey=${canaries.key}`,
  'a fragment': `https://rpc.example/#${canaries.plain}`,
  'a remote of git': `https://oauth2:${canaries.plain}@github.com/acme/eth.git`,
};

const full = aRequest({
  environments: ['staging'],
  repository: 'github.com/acme/payments-eth',
  nodes: [aNode({ storage: { size: '900Gi', className: 'fast' } })],
  serve: { min: 2, max: 3, restore: 'latest' },
  snapshots: {
    schedule: '@daily',
    store: 's3://eth-snapshots/p',
    endpoint: 'https://s3.example.com',
    region: 'eu-central-1',
    secret: 'snapshot-store',
  },
});

/** The request with a text in the place of one leaf after the other, and under a key that there is not. */
function* planted(
  value: unknown,
  text: string,
  path = '',
): Generator<[string, unknown]> {
  if (typeof value !== 'object' || value === null) {
    yield [path, text];
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    for (const [at, changed] of planted(inner, text, `${path}.${key}`)) {
      yield [
        at,
        Array.isArray(value)
          ? value.map((one, n) => (String(n) === key ? changed : one))
          : { ...value, [key]: changed },
      ];
    }
  }
  if (!Array.isArray(value)) {
    yield [`${path}.${'extra'}`, { ...value, extra: text, [text]: 1 }];
  }
}

describe('a secret in a request', () => {
  let work: string;
  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'nodeyard-canary-'));
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  const run = async (request: unknown, ...args: string[]) => {
    const output: string[] = [];
    const code = await nodeyard([...args, '--request', 'request.yaml'], {
      out: text => output.push(text),
      error: text => output.push(text),
      readFile: async () => JSON.stringify(request),
      colours: false,
      now: () => new Date('2026-11-23T12:00:00Z'),
    });
    return { code, output: output.join('\n') };
  };

  it.each(Object.entries(withSecrets))(
    'as a URL with %s is refused in every field, and repeated nowhere',
    async (what, url) => {
      for (const [path, request] of planted(full, url)) {
        // A sentence for people may have any other address in it.
        if (path === '.description' && !/password|git|bucket/.test(what)) {
          continue;
        }
        for (const args of [['plan'], ['plan', '--json']]) {
          const { code, output } = await run(request, ...args);
          expect([path, code, output, canariesIn(output, canaries)]).toEqual([
            path,
            3,
            output,
            [],
          ]);
        }
        const out = join(work, 'refused');
        const { code, output } = await run(request, 'create', '--out', out);
        expect([path, code, canariesIn(output, canaries)]).toEqual([
          path,
          3,
          [],
        ]);
        await expect(stat(out)).rejects.toThrow('ENOENT');
      }
    },
  );

  it('is replaced by the name of its Secret in every file', async () => {
    const out = join(work, 'accepted');
    process.env.AWS_ACCESS_KEY_ID = canaries.plain;
    process.env.AWS_SECRET_ACCESS_KEY = canaries.key;
    try {
      for (const json of [[], ['--json']]) {
        const { code, output } = await run(
          full,
          'create',
          '--out',
          out,
          ...json,
        );
        expect([code, canariesIn(output, canaries)]).toEqual([0, []]);
      }
    } finally {
      delete process.env.AWS_ACCESS_KEY_ID;
      delete process.env.AWS_SECRET_ACCESS_KEY;
    }
    const files = await readdir(out, { recursive: true });
    expect(files).toContain('environments/staging.yaml');
    for (const file of files) {
      const path = join(out, file);
      if ((await stat(path)).isFile()) {
        expect([file, canariesIn(await readFile(path), canaries)]).toEqual([
          file,
          [],
        ]);
      }
    }
    expect(
      await readFile(join(out, 'environments/staging.yaml'), 'utf8'),
    ).toContain('existingSecret: snapshot-store');
  });
});
