import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  planRequest,
  planUpdate,
  repositoryFiles,
  writeFiles,
} from '../../packages/blueprint/src/index.ts';
import { hostApiOf } from '../../plugins/scaffolder-backend-module-ethereum-nodes/src/repositories/hostApi.ts';
import { proposeUpdate } from '../../plugins/scaffolder-backend-module-ethereum-nodes/src/repositories/proposeUpdate.ts';
import { remoteRepository } from '../../plugins/scaffolder-backend-module-ethereum-nodes/src/repositories/remoteRepository.ts';
import { Gitea, PASSWORD } from './gitea.ts';

const request = {
  apiVersion: 'nodeyard.io/v1',
  name: 'payments-eth',
  owner: 'group:default/payments',
  description: 'Sepolia RPC for the payments team',
  network: 'sepolia',
  environments: ['staging', 'production'],
  nodes: [
    { execution: 'geth', consensus: 'lighthouse', history: 'pre-prague' },
  ],
};
const larger = {
  ...request,
  nodes: [{ ...request.nodes[0], storage: { size: '2000Gi' } }],
};

describe('a pull request at a real Gitea', () => {
  let gitea: Gitea;
  let home: string;

  before(async () => {
    const program = process.env.GITEA_HOME;
    assert.ok(program, 'GITEA_HOME is unset: start this by tests/gitea/run');
    home = await mkdtemp(join(tmpdir(), 'nodeyard-pull-'));
    gitea = await Gitea.start(program);
  });
  after(async () => {
    await gitea?.stop();
    await rm(home, { recursive: true, force: true });
  });

  /** Publishes the repository of the request, with an edit of its team. */
  async function publish(name: string, branch = 'main') {
    const planned = planRequest(request, { now: new Date() });
    assert.ok(planned.ok);
    const files = join(home, name);
    await writeFiles(await repositoryFiles(planned.plan), files);
    const git = (...args: string[]) =>
      execFileSync(
        'git',
        ['-c', 'user.name=a', '-c', 'user.email=a@localhost', ...args],
        { cwd: files, stdio: 'pipe' },
      );
    git('init', '--quiet', `--initial-branch=${branch}`);
    git('add', '--all');
    git('commit', '--quiet', '-m', 'Create');
    await appendFile(join(files, 'environments/production.yaml'), '# Mine.\n');
    git('commit', '--quiet', '-am', 'Edit');
    await gitea.ask('POST', '/user/repos', { name, default_branch: branch });
    const url = new URL(`${gitea.url}/acme/${name}.git`);
    url.username = 'acme';
    url.password = PASSWORD;
    git('push', '--quiet', url.href, branch);
    // It takes note of a push in a queue.
    for (let left = 100; left > 0; left--) {
      if (!(await gitea.ask('GET', `/repos/acme/${name}`)).empty) return;
      await wait(100);
    }
    throw new Error(`${name} is still empty after 10 s`);
  }

  async function change(name: string, username = 'acme') {
    const integrations = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          gitea: [
            {
              host: new URL(gitea.url).host,
              baseUrl: gitea.url,
              username,
              password: PASSWORD,
            },
          ],
        },
      }),
    );
    const location = { url: `${gitea.url}/acme/${name}`, owner: 'acme', name };
    const api = await hostApiOf(location, integrations);
    assert.ok(api);
    return proposeUpdate(remoteRepository(location, api), {
      directory: join(home, `${name}-checkout`),
      kind: 'change',
      author: { name: 'Scaffolder', email: 'scaffolder@localhost.test' },
      isDryRun: false,
      log: () => undefined,
      plan: async directory => {
        const result = await planUpdate({
          directory,
          request: larger,
          allowBlueprintChange: false,
          now: new Date(),
        });
        assert.ok(result.ok, JSON.stringify(result));
        return result.update;
      },
    });
  }

  const branchesOf = async (name: string) =>
    (await gitea.ask('GET', `/repos/acme/${name}/branches`)).map(
      (branch: { name: string }) => branch.name,
    );

  it('is opened once, can be merged, and keeps the edit of the team', async () => {
    await publish('payments-eth');
    const first = await change('payments-eth');
    assert.deepEqual(
      (await change('payments-eth')).pullRequestUrl,
      first.pullRequestUrl,
    );
    const [pull, ...more] = await gitea.ask(
      'GET',
      '/repos/acme/payments-eth/pulls?state=all',
    );
    assert.equal(more.length, 0);
    assert.equal(pull.title, 'Change the nodes of payments-eth');
    assert.match(pull.body, /make expand-volume NODE=geth-0/);
    assert.equal(pull.head.ref, first.branch);
    const changed = await gitea.ask(
      'GET',
      `/repos/acme/payments-eth/pulls/${pull.number}/files`,
    );
    assert.ok(
      changed.some(
        ({ filename }: { filename: string }) =>
          filename === 'environments/production.yaml',
      ),
    );
    await gitea.ask(
      'POST',
      `/repos/acme/payments-eth/pulls/${pull.number}/merge`,
      {
        Do: 'squash',
      },
    );
    const merged = await gitea.ask(
      'GET',
      '/repos/acme/payments-eth/contents/environments/production.yaml',
    );
    const text = Buffer.from(merged.content, 'base64').toString();
    assert.match(text, /size: "2000Gi"[^]*# Mine\.\n$/);
    assert.equal((await change('payments-eth')).branch, undefined);
  });

  it('is opened against the default branch, whatever its name', async () => {
    await publish('trunk-eth', 'trunk');
    await change('trunk-eth');
    const [pull] = await gitea.ask('GET', '/repos/acme/trunk-eth/pulls');
    assert.equal(pull.base.ref, 'trunk');
  });

  it('is opened beside a protected default branch, and refused where its own branch is protected', async () => {
    await publish('protected-eth');
    await gitea.ask('POST', '/repos/acme/protected-eth/branch_protections', {
      rule_name: 'main',
      enable_push: false,
    });
    const { pullRequestUrl } = await change('protected-eth');
    assert.match(String(pullRequestUrl), /\/pulls\/1$/);
    await publish('locked-eth');
    await gitea.ask('POST', '/repos/acme/locked-eth/branch_protections', {
      rule_name: 'nodeyard/**',
      enable_push: false,
    });
    await assert.rejects(change('locked-eth'), /nodeyard\/change-/);
    assert.deepEqual(await branchesOf('locked-eth'), ['main']);
  });

  it('is refused for an archived repository, before anything is pushed', async () => {
    await publish('archived-eth');
    await gitea.ask('PATCH', '/repos/acme/archived-eth', { archived: true });
    await assert.rejects(change('archived-eth'), /is archived/);
    assert.deepEqual(await branchesOf('archived-eth'), ['main']);
  });

  it('is refused for an account that may read only, before anything is pushed', async () => {
    await publish('foreign-eth');
    await assert.rejects(change('foreign-eth', 'reader'), /may not push/);
    assert.deepEqual(await branchesOf('foreign-eth'), ['main']);
  });
});
