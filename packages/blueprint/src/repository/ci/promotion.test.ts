import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { aCheckout } from '../../testing/checkouts';
import type { Checkout } from '../../testing/checkouts';
import { aGitHost } from '../../testing/gitHosts';
import type { HostAnswer } from '../../testing/gitHosts';
import { requireTools } from '../../testing/tools';

jest.setTimeout(120_000);

const TAG = 'clients: { geth: { image: { tag: v1.17.9 } } }';

/** A list without pull requests, and the answer to a new one. */
const opens: HostAnswer = ({ method }) =>
  method === 'GET'
    ? [200, []]
    : [201, { html_url: 'https://x/1', web_url: 'https://x/1' }];

// helm, helmfile and git are real, and so is the repository that is pushed to, which is a folder.
describe('scripts/ci/promote.sh', () => {
  let home: string;
  let remote: string;
  let checkout: Checkout;
  const push = () => checkout.git('push', '--quiet', remote, 'HEAD:main');
  beforeAll(() => requireTools('helm', 'helmfile', 'git', 'jq'));
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'nodeyard-promote-'));
    remote = join(home, 'remote');
    checkout = await aCheckout(home);
    await checkout.git('init', '--quiet', '--bare', remote);
    await push();
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const change = async (path: string, from: string, to: string) => {
    await checkout.edit(path, from, to);
    const commit = await checkout.commit(`Change ${path}`);
    await push();
    return commit;
  };
  const pushed = (path: string, branch = 'promote/staging') =>
    checkout.git('-C', remote, 'show', `${branch}:${path}`);
  const hasBranch = async (branch = 'promote/staging') =>
    (await checkout.git('-C', remote, 'branch', '--list', branch)) !== '';

  async function promote(
    variables: Record<string, string> = {},
    answer: HostAnswer = opens,
  ) {
    const api = await aGitHost(answer);
    const ended = await checkout.run('scripts/ci/promote.sh', {
      ENVIRONMENT: 'staging',
      PROMOTE_FROM: 'local',
      HOST_KIND: 'github',
      HOST_API: api.url,
      HOST_URL: remote,
      HOST_PROJECT: 'acme/eth',
      HOST_TOKEN: 'job-token',
      DEFAULT_BRANCH: 'main',
      ...variables,
    });
    await api.close();
    // Where the next job of a runner begins.
    await checkout.git('switch', '--quiet', '--discard-changes', 'main');
    return { ...ended, requests: api.requests };
  }

  it('opens a pull request with what was changed, and nothing else', async () => {
    const head = await change(
      'environments/local.yaml',
      'network: sepolia',
      `network: sepolia\n# Fixes the database.\n${TAG}`,
    );
    const before = await readFile(
      join(checkout.directory, 'environments/staging.yaml'),
      'utf8',
    );
    const { code, output, requests } = await promote();
    expect(output).toContain('promote: opened: https://x/1');
    expect(code).toBe(0);
    expect(`${await pushed('environments/staging.yaml')}\n`).toBe(
      before.replace(
        'network: sepolia',
        `network: sepolia\n# Fixes the database.\n${TAG}`,
      ),
    );
    expect(parse(await pushed('promotions.yaml'))).toEqual({ staging: head });
    expect(
      await checkout.git(
        ...['-C', remote, 'diff', '--name-only', 'main', 'promote/staging'],
      ),
    ).toBe('environments/staging.yaml\npromotions.yaml');
    expect(requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/repos/acme/eth/pulls',
      authorization: 'Bearer job-token',
      body: {
        head: 'promote/staging',
        base: 'main',
        title: 'Promote local to staging',
        body: expect.stringContaining('Change environments/local.yaml'),
      },
    });
  });

  it('opens a merge request on GitLab', async () => {
    await change('environments/local.yaml', 'network:', `${TAG}\nnetwork:`);
    const { requests } = await promote({
      HOST_KIND: 'gitlab',
      HOST_PROJECT: '12',
    });
    expect(requests.at(-1)).toMatchObject({
      path: '/projects/12/merge_requests',
      body: { source_branch: 'promote/staging', target_branch: 'main' },
    });
  });

  it('keeps the pull request of an earlier run, and promotes what was added since', async () => {
    await change('environments/local.yaml', 'network:', `${TAG}\nnetwork:`);
    await promote();
    await change('environments/local.yaml', 'v1.17.9', 'v1.17.8');
    const { code, output, requests } = await promote({}, ({ method }) =>
      method === 'GET'
        ? [
            200,
            [
              {
                id: 1,
                head: {
                  ref: 'promote/staging',
                  repo: { full_name: 'mallory/eth' },
                },
              },
              {
                id: 2,
                head: {
                  ref: 'promote/staging',
                  repo: { full_name: 'acme/eth' },
                },
              },
            ],
          ]
        : [500, {}],
    );
    expect(output).toContain('updated the pull request');
    expect([code, requests.length]).toEqual([0, 1]);
    expect(await pushed('environments/staging.yaml')).toContain('v1.17.8');
  });

  it('promotes from the last promotion on, and on to the next environment', async () => {
    await change('environments/local.yaml', 'network:', `${TAG}\nnetwork:`);
    await promote();
    await checkout.git('fetch', '--quiet', remote, 'promote/staging');
    await checkout.git('merge', '--quiet', '--squash', 'FETCH_HEAD');
    await checkout.commit('Promote local to staging');
    await push();
    expect((await promote()).output).toContain('nothing to promote');
    const { code } = await promote({
      ENVIRONMENT: 'production',
      PROMOTE_FROM: 'staging',
    });
    expect(code).toBe(0);
    const branch = 'promote/production';
    expect(await pushed('environments/production.yaml', branch)).toContain(TAG);
    expect(Object.keys(parse(await pushed('promotions.yaml', branch)))).toEqual(
      ['staging', 'production'],
    );
  });

  it('never promotes the cluster', async () => {
    await change(
      'environments/local.yaml',
      '# kubeContext: the-cluster-of-local',
      'kubeContext: kind-laptop',
    );
    expect((await promote()).output).toContain('nothing to promote');
    await change(
      'environments/staging.yaml',
      '# kubeContext: the-cluster-of-staging',
      'kubeContext: eks-staging',
    );
    await change('environments/local.yaml', 'network:', `${TAG}\nnetwork:`);
    expect((await promote()).code).toBe(0);
    const staging = await pushed('environments/staging.yaml');
    expect(staging).toContain('\nkubeContext: eks-staging\n');
    expect(staging).not.toContain('kind-laptop');
  });

  it('stops where both environments were changed at one place', async () => {
    await change('environments/local.yaml', 'pre-prague', 'full');
    await change('environments/staging.yaml', 'pre-prague', 'archive');
    const { code, output, requests } = await promote();
    expect(output).toMatch(/<<<<<<< environments\/staging\.yaml/);
    expect(output).toContain('were both changed at the same places');
    expect([code, requests]).toEqual([1, []]);
    expect(await hasBranch()).toBe(false);
  });

  it('pushes nothing that cannot be rendered', async () => {
    await change(
      'environments/local.yaml',
      'network:',
      'noSuchValue: 1\nnetwork:',
    );
    const { code, output } = await promote();
    expect(output).toContain('cannot be rendered with the changes of local');
    expect([code, await hasBranch()]).toEqual([1, false]);
  });

  it('leaves a branch alone that has a commit of another author', async () => {
    await change('environments/local.yaml', 'network:', `${TAG}\nnetwork:`);
    await promote();
    await checkout.git('fetch', '--quiet', remote, 'promote/staging');
    await checkout.git('switch', '--quiet', '--detach', 'FETCH_HEAD');
    await writeFile(join(checkout.directory, 'note'), '');
    const theirs = await checkout.commit('Add a note');
    await checkout.git('push', '--quiet', remote, 'HEAD:promote/staging');
    await checkout.git('switch', '--quiet', 'main');
    const { code, output } = await promote();
    expect(output).toContain(`a commit of another author, ${theirs}`);
    expect(code).toBe(1);
    expect(
      await checkout.git('-C', remote, 'rev-parse', 'promote/staging'),
    ).toBe(theirs);
  });

  it('refuses inputs that are not what they should be', async () => {
    for (const [variables, message] of [
      [{ ENVIRONMENT: '../staging' }, 'ENVIRONMENT must name a file'],
      [{ ENVIRONMENT: 'moon' }, 'there is no environments/moon.yaml'],
      [{ HOST_TOKEN: '' }, 'HOST_TOKEN is empty'],
      [{ HOST_TOKEN: 'a"\nurl = "http://x' }, 'characters that no token has'],
      [{ HOST_API: 'http://example.com' }, 'HOST_API must be an https URL'],
      [{ DEFAULT_BRANCH: '--force' }, 'cannot be fetched'],
    ] as const) {
      const { code, output } = await promote(variables);
      expect(output).toContain(message);
      expect(code).toBe(1);
    }
  });
});
