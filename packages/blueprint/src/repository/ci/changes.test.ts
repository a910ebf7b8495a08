import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCheckout } from '../../testing/checkouts';
import type { Checkout } from '../../testing/checkouts';
import { aGitHost } from '../../testing/gitHosts';
import type { HostAnswer } from '../../testing/gitHosts';
import { requireTools } from '../../testing/tools';

jest.setTimeout(120_000);

// The scripts of jobs of pull requests, in a generated repository: helm, helmfile, kubeconform and git are real.

let home: string;
let checkout: Checkout;
beforeAll(() => requireTools('helm', 'helmfile', 'kubeconform', 'git', 'jq'));
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nodeyard-ci-'));
  checkout = await aCheckout(home, { environments: ['staging'] });
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('scripts/ci/validate.sh', () => {
  // kubeconform is real; the schemas of Kubernetes are on the internet, and this one stands for all of them.
  const validate = async (schema: object) => {
    await writeFile(join(home, 'schema.json'), JSON.stringify(schema));
    return checkout.run('scripts/ci/validate.sh', {
      SCHEMAS: join(home, 'schema.json'),
    });
  };

  it('passes a repository as it was generated', async () => {
    const { code, output } = await validate({ type: 'object' });
    expect(output).toContain('environment staging');
    expect(code).toBe(0);
  });

  it('fails for an object that its schema refuses', async () => {
    const { code, output } = await validate({ required: ['absent'] });
    expect(output).toMatch(/is invalid/);
    expect(code).not.toBe(0);
  });

  it('fails for an environment that the chart refuses', async () => {
    await appendFile(
      join(checkout.directory, 'environments/staging.yaml'),
      'noSuchValue: 1\n',
    );
    const { code, output } = await validate({ type: 'object' });
    expect(output).toContain('noSuchValue');
    expect(code).not.toBe(0);
  });
});

describe('scripts/ci/diff.sh', () => {
  const diff = async (base: string) => {
    const ended = await checkout.run(
      'scripts/ci/diff.sh',
      { BASE_COMMIT: base },
      join(home, 'diff.md'),
    );
    const text = await readFile(join(home, 'diff.md'), 'utf8').catch(() => '');
    return { ...ended, text };
  };

  it('shows what a change does to the objects of each environment', async () => {
    checkout = await aCheckout(join(home, 'two'), {
      environments: ['local', 'staging'],
    });
    const base = await checkout.git('rev-parse', 'HEAD');
    await checkout.edit(
      'environments/staging.yaml',
      'network: sepolia',
      'network: sepolia\nclients: { geth: { image: { tag: v1.17.9 } } }',
    );
    await checkout.commit('Change the tag');
    const { code, text, output } = await diff(base);
    expect(output).toContain('wrote');
    expect(code).toBe(0);
    expect(text.split('\n')[0]).toBe('<!-- nodeyard:diff -->');
    expect(text).toContain('Without a difference: local.');
    expect(text).toContain('\n- StatefulSet.geth-0: changed\n');
    expect(text).toMatch(/<summary>staging: \d+ objects differ\.<\/summary>/);
    expect(text).toMatch(/^# StatefulSet\.geth-0: changed$/m);
    expect(text).toMatch(/^\+ +image: .*ethereum\/client-go:v1\.17\.9"?$/m);
  });

  it('leaves out what the base branch got in the meantime', async () => {
    await checkout.git('switch', '--quiet', '--create', 'change');
    await checkout.commit('Nothing').catch(() => undefined);
    await checkout.git('switch', '--quiet', 'main');
    await checkout.edit(
      'environments/staging.yaml',
      'network: sepolia',
      'network: sepolia\nterminationGracePeriodSeconds: 700',
    );
    const moved = await checkout.commit('Move on');
    await checkout.git('switch', '--quiet', 'change');
    const { text } = await diff(moved);
    expect(text).toContain('Without a difference: staging.');
  });

  it('shows the objects of a new environment', async () => {
    const base = await checkout.git('rev-parse', 'HEAD');
    await checkout.git(
      'mv',
      'environments/staging.yaml',
      'environments/other.yaml',
    );
    await checkout.commit('Rename an environment');
    const { text } = await diff(base);
    expect(text).toMatch(/<summary>other: \d+ objects differ/);
    expect(text).toMatch(/<summary>staging: \d+ objects differ/);
    expect(text).toContain('geth-0: new');
    expect(text).toContain('geth-0: removed');
  });

  it('stays shorter than a comment may be, and within its block', async () => {
    const base = await checkout.git('rev-parse', 'HEAD');
    const lines = Array.from({ length: 900 }, (_, n) => `\`\`\`\` line ${n}`);
    await appendFile(
      join(checkout.directory, 'environments/staging.yaml'),
      `commonAnnotations: ${JSON.stringify({ note: lines.join('\n') })}\n`,
    );
    await checkout.commit('Write a long annotation');
    const { text, output } = await diff(base);
    expect(Buffer.byteLength(text)).toBeLessThan(65_536);
    expect(text).toMatch(/\d+ more lines: the log of the job has all of them/);
    expect(text).toMatch(/^`{5,}diff$/m);
    expect(output).toContain('line 899');
  });

  it('fails, and names the environment, where the change cannot be rendered', async () => {
    const base = await checkout.git('rev-parse', 'HEAD');
    await checkout.edit(
      'environments/staging.yaml',
      'network: sepolia',
      'network: atlantis',
    );
    await checkout.commit('Choose another network');
    const { code, output } = await diff(base);
    expect(output).toContain('environments/staging.yaml cannot be rendered');
    expect(code).not.toBe(0);
  });

  it('refuses a base that is no commit', async () => {
    for (const base of ['', 'main; touch x', '--help', 'f'.repeat(40)]) {
      const { code, output } = await diff(base);
      expect(output).toContain('BASE_COMMIT');
      expect(code).toBe(1);
    }
  });

  it('leaves nothing of the base behind', async () => {
    await diff(await checkout.git('rev-parse', 'HEAD'));
    expect(await checkout.git('worktree', 'list')).not.toMatch(/\n/);
    expect(await checkout.git('status', '--porcelain')).toBe('');
  });
});

describe('scripts/ci/objects.awk', () => {
  it('leaves out the values of Secrets', async () => {
    const secret = [
      'kind: Secret',
      'metadata:',
      '  name: keys',
      'data:',
      '  one: c2VjcmV0',
      'stringData:',
      '  two: |',
      '    secret',
      '    lines',
      'type: Opaque',
    ].join('\n');
    await writeFile(join(home, 'objects'), `---\n${secret}\n`);
    await checkout.run(
      'awk',
      {},
      '-v',
      `folder=${home}`,
      '-f',
      'scripts/ci/objects.awk',
      join(home, 'objects'),
    );
    expect(await readFile(join(home, 'Secret.keys'), 'utf8')).toBe(
      [
        'kind: Secret',
        'metadata:',
        '  name: keys',
        'data:',
        '  one: (left out)',
        'stringData:',
        '  two: (left out)',
        'type: Opaque',
        '',
      ].join('\n'),
    );
  });
});

describe('scripts/ci/comment.sh', () => {
  const hosts = [
    ['github', 'acme/eth', '/repos/acme/eth/issues/7/comments'],
    ['gitea', 'acme/eth', '/repos/acme/eth/issues/7/comments'],
    ['gitlab', '12', '/projects/12/merge_requests/7/notes'],
  ] as const;
  const body = `<!-- nodeyard:diff -->\n"quotes" \\ and ü \${{ x }}\n`;

  async function comment(
    host: string,
    project: string,
    answer: HostAnswer,
    token = 'job-token',
  ) {
    const api = await aGitHost(answer);
    await writeFile(join(home, 'diff.md'), body);
    const ended = await checkout.run(
      'scripts/ci/comment.sh',
      {
        HOST_KIND: host,
        HOST_API: api.url,
        HOST_PROJECT: project,
        HOST_TOKEN: token,
        CHANGE_NUMBER: '7',
      },
      join(home, 'diff.md'),
    );
    await api.close();
    return { ...ended, requests: api.requests };
  }

  it.each(hosts)('posts on %s, with its token', async (host, project, path) => {
    const { code, requests } = await comment(host, project, ({ method }) =>
      method === 'GET' ? [200, [{ id: 1, body: 'Nice' }]] : [201, { id: 2 }],
    );
    expect(code).toBe(0);
    expect(requests.at(-1)).toEqual({
      method: 'POST',
      path,
      authorization: 'Bearer job-token',
      body: { body },
    });
  });

  it.each(hosts)(
    'replaces the comment of an earlier run on %s, which may be on a later page',
    async (host, project) => {
      const page = (path: string) =>
        Number(new URL(path, 'http://x').searchParams.get('page'));
      const { code, requests } = await comment(
        host,
        project,
        ({ method, path }) => {
          if (method !== 'GET') return [200, { id: 505 }];
          return page(path) === 1
            ? [200, Array.from({ length: 100 }, (_, id) => ({ id, body: 'x' }))]
            : [200, [{ id: 505, body }]];
        },
      );
      expect(code).toBe(0);
      expect(requests.at(-1)).toMatchObject({
        method: host === 'gitlab' ? 'PUT' : 'PATCH',
        path: {
          github: '/repos/acme/eth/issues/comments/505',
          gitea: '/repos/acme/eth/issues/comments/505',
          gitlab: '/projects/12/merge_requests/7/notes/505',
        }[host],
      });
    },
  );

  it('passes where the token of a fork may not comment', async () => {
    const { code, output } = await comment('github', 'a/b', ({ method }) =>
      method === 'GET'
        ? [200, []]
        : [403, { message: 'Resource not accessible by integration' }],
    );
    expect(output).toContain('the token may not write one (HTTP 403)');
    expect(code).toBe(0);
  });

  it('passes without a token, and asks for nothing', async () => {
    const { code, requests } = await comment(
      'gitlab',
      '1',
      () => [200, []],
      '',
    );
    expect([code, requests]).toEqual([0, []]);
  });

  it('fails with the message of a host that is out of order', async () => {
    const { code, output } = await comment('github', 'a/b', () => [
      500,
      { message: 'on\u001b[2J fire' },
    ]);
    expect(output).toContain('(HTTP 500): on[2J fire');
    expect(code).toBe(1);
  });
});
