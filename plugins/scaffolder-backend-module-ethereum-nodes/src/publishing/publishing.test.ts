import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { scaffolderWorkspaceProviderExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import type { JsonObject } from '@backstage/types';
import { verifyRepository } from '@nodeyard/blueprint';
import { aCatalog } from '../__testUtils__/aCatalog';
import { GitHost } from '../__testUtils__/GitHost';
import {
  answers,
  Scaffolder,
  templateEntity,
  templateText,
} from '../__testUtils__/Scaffolder';
import { git } from '../localRepositories/git';

jest.setTimeout(180_000);

const hosts = [
  ['github', 'Publish to GitHub'],
  ['gitlab', 'Publish to GitLab'],
  ['gitea', 'Publish to Gitea'],
] as const;

/** What the form hands over for a repository on a host. */
function answersFor(host: string): JsonObject {
  return {
    ...answers,
    host,
    [`${host}Url`]: `${host}.com?owner=acme&repo=payments-eth`,
  };
}

describe('publishing to a Git host, by a real scaffolder', () => {
  const home = createMockDirectory();
  let host: GitHost;
  let stop: () => Promise<void>;

  beforeEach(async () => {
    home.setContent({ work: {}, kept: {} });
    host = await GitHost.start(home.resolve('host'));
  });
  afterEach(async () => {
    await stop();
    await host.stop();
  });

  /** Keeps workspaces as a provider of Backstage's does, in a folder. */
  const workspaceProvider = createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'workspaces-in-folder',
    register(reg) {
      reg.registerInit({
        deps: { workspaces: scaffolderWorkspaceProviderExtensionPoint },
        async init({ workspaces }) {
          const kept = (taskId: string) => home.resolve('kept', taskId);
          const copy = async (from: string, to: string) => {
            await mkdir(from, { recursive: true });
            await cp(from, to, { recursive: true });
          };
          workspaces.addProviders({
            folder: {
              serializeWorkspace: ({ path, taskId }) =>
                copy(path, kept(taskId)),
              rehydrateWorkspace: ({ taskId, targetPath }) =>
                copy(kept(taskId), targetPath),
              cleanWorkspace: ({ taskId }) =>
                rm(kept(taskId), { recursive: true, force: true }),
            },
          });
        },
      });
    },
  });

  async function start({
    taskRecovery = {},
    template = templateText,
  }: { taskRecovery?: JsonObject; template?: string } = {}) {
    const backend = await startTestBackend({
      features: [
        import('@backstage/plugin-scaffolder-backend'),
        import('@backstage/plugin-scaffolder-backend-module-github'),
        import('@backstage/plugin-scaffolder-backend-module-gitlab'),
        import('@backstage/plugin-scaffolder-backend-module-gitea'),
        import('../index'),
        workspaceProvider,
        aCatalog([templateEntity(template)]),
        mockServices.rootConfig.factory({
          data: {
            backend: { workingDirectory: home.resolve('work') },
            integrations: host.integrations,
            scaffolder: { taskRecovery },
          },
        }),
      ],
    });
    stop = () => backend.stop();
    return new Scaffolder(backend.server);
  }

  async function clone(): Promise<string> {
    const to = home.resolve('clone');
    await git(
      ['clone', '--quiet', host.cloneUrl('payments-eth'), to],
      home.path,
    );
    return to;
  }

  it.each(hosts)('pushes to %s what was generated', async name => {
    const scaffolder = await start();
    const { status, log } = await scaffolder.create(answersFor(name));
    expect([status, log]).toEqual(['completed', expect.anything()]);
    expect(host.created).toEqual(['payments-eth']);
    const pushed = await clone();
    expect(await verifyRepository(pushed)).toEqual({ ok: true });
    expect(await git(['rev-list', '--count', 'main'], pushed)).toBe('1');
  });

  describe('when a step of publishing failed and Retry is pressed', () => {
    async function retry(
      name: string,
      options: Parameters<typeof start>[0],
    ): ReturnType<Scaffolder['create']> {
      const scaffolder = await start(options);
      host.refuses = true;
      const id = await scaffolder.submit(answersFor(name));
      expect((await scaffolder.finished(id)).status).toBe('failed');
      expect(host.created).toEqual([]);
      host.refuses = false;
      host.requests.length = 0;
      return scaffolder.retry(id);
    }

    it.each(hosts)(
      'refuses to publish the empty workspace of a recovered task to %s',
      async (name, step) => {
        const { status, log } = await retry(name, {
          taskRecovery: { enabled: true },
        });
        expect(status).toBe('failed');
        expect(log).toContain('Skipping step generate');
        expect(log).toContain(
          `The workspace holds no whole repository to publish: it has no blueprint.lock.yaml. Step "${step}" has published nothing.`,
        );
        expect(log).toContain(
          'with Start Over, as Retry skips those steps once more, and configure scaffolder.taskRecovery.workspaceProvider.',
        );
        expect(host.requests).toEqual([]);
      },
    );

    it('refuses even if the template requests a restart', async () => {
      const recovery = '{ EXPERIMENTAL_strategy: startOver }';
      const { log } = await retry('github', {
        taskRecovery: { enabled: true },
        template: templateText.replace(
          '\nspec:\n',
          `\nspec:\n  EXPERIMENTAL_recovery: ${recovery}\n`,
        ),
      });
      expect(log).toContain('Skipping step generate');
      expect(log).toContain('has published nothing.');
      expect(host.requests).toEqual([]);
    });

    it('publishes the workspace of a workspace provider', async () => {
      const { log } = await retry('github', {
        taskRecovery: { enabled: true, workspaceProvider: 'folder' },
      });
      expect(log).toContain('Skipping step generate');
      expect(await verifyRepository(await clone())).toEqual({ ok: true });
    });

    it('publishes newly generated files if tasks are not recovered', async () => {
      expect((await retry('github', {})).status).toBe('completed');
      expect(await verifyRepository(await clone())).toEqual({ ok: true });
    });

    // Without this the guard is needed no more, and what the README says of templates with publish:github is not true.
    it.each(hosts)(
      "would get a repository without a file from Backstage's own action for %s",
      async name => {
        await retry(name, {
          taskRecovery: { enabled: true },
          template: templateText
            .replaceAll('ethereum:publish:g', 'publish:g')
            .replaceAll(
              /request: .*plan.output.request }}\n +repoUrl/g,
              'repoUrl',
            ),
        });
        expect(host.created).toEqual(['payments-eth']);
        const pushed = await clone();
        expect(await git(['rev-list', '--count', 'main'], pushed)).toBe('1');
        expect(await readdir(pushed)).toEqual(['.git']);
      },
    );
  });
});
