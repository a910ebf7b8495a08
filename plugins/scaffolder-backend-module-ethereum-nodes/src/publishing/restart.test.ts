import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { verifyRepository } from '@nodeyard/blueprint';
import { GitHost } from '../__testUtils__/GitHost';
import { answers } from '../__testUtils__/Scaffolder';
import { startBackend } from '../__testUtils__/startBackend';
import { git } from '../localRepositories/git';

jest.setTimeout(300_000);

/** Every 10 seconds Backstage looks for tasks to recover. */
const SECONDS_TO_RECOVER = 90;

describe('publishing, when the backend is killed in the middle', () => {
  const home = createMockDirectory();
  let host: GitHost;
  const backends: Awaited<ReturnType<typeof startBackend>>[] = [];

  beforeEach(async () => {
    home.setContent({ work: {}, database: {} });
    host = await GitHost.start(home.resolve('host'));
  });
  afterEach(async () => {
    for (const backend of backends.splice(0)) await backend.kill();
    await host.stop();
  });

  async function start() {
    const backend = await startBackend({
      directory: home.resolve('database'),
      workingDirectory: home.resolve('work'),
      integrations: host.integrations,
      scaffolder: {
        taskRecovery: { enabled: true, staleTimeout: { seconds: 1 } },
      },
    });
    backends.push(backend);
    return backend;
  }

  /** Until every task has come to its host, which answers nothing. */
  async function untilAsked(times: number) {
    const deadline = Date.now() + 90_000;
    while (host.requests.length < times) {
      if (Date.now() > deadline) {
        throw new Error(`the hosts were asked only: ${host.requests}`);
      }
      await wait(50);
    }
  }

  it('refuses if the workspace is lost, and continues if it is kept', async () => {
    host.silent = true;
    const before = await start();
    const submit = (name: string, repository: string) =>
      before.scaffolder.submit({
        ...answers,
        host: name,
        [`${name}Url`]: `${name}.com?owner=acme&repo=${repository}`,
      });
    const lost = [
      await submit('github', 'lost'),
      await submit('gitlab', 'lost'),
      await submit('gitea', 'lost'),
    ];
    const kept = await submit('github', 'kept');
    await untilAsked(4);
    await before.kill();
    for (const id of lost) {
      await rm(home.resolve('work', id), { recursive: true });
    }
    host.silent = false;
    host.requests.length = 0;

    const { scaffolder } = await start();
    for (const id of lost) {
      const { status, log } = await scaffolder.finished(id, SECONDS_TO_RECOVER);
      expect(status).toBe('failed');
      expect(log).toContain('Skipping step generate');
      expect(log).toMatch(
        /no whole repository to publish: it has no blueprint\.lock\.yaml\. Step "Publish to (GitHub|GitLab|Gitea)" has published nothing\./,
      );
    }
    const { status, log } = await scaffolder.finished(kept, SECONDS_TO_RECOVER);
    expect([status, log]).toEqual(['completed', expect.anything()]);
    expect(host.created).toEqual(['kept']);
    expect(host.requests.filter(asked => asked.includes('lost'))).toEqual([]);
    const clone = home.resolve('clone');
    await git(['clone', '--quiet', host.cloneUrl('kept'), clone], home.path);
    expect(await verifyRepository(clone)).toEqual({ ok: true });
  });
});
