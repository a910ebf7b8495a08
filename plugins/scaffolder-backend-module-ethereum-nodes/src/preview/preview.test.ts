import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import { repositoryFiles, writeFiles } from '@nodeyard/blueprint';
import { PREVIEW_PATH, REQUEST_PATH } from '@nodeyard/blueprint/form';
import { parse } from 'yaml';
import request from 'supertest';
import { aCatalog } from '../__testUtils__/aCatalog';
import { GitHost } from '../__testUtils__/GitHost';
import { answers } from '../__testUtils__/Scaffolder';
import { exampleRequest } from '../actions/exampleRequest';
import { acceptedAnswers, acceptedPlan } from '../actions/request';
import { git } from '../localRepositories/git';
import { hostedRepository } from './hostedRepository';

jest.setTimeout(120_000);

describe('the preview of a repository', () => {
  const home = createMockDirectory();
  let host: GitHost;
  let stop: () => Promise<void>;
  let server: Awaited<ReturnType<typeof startTestBackend>>['server'];

  beforeAll(async () => {
    host = await GitHost.start(home.resolve('host'));
  });
  afterAll(() => host.stop());
  beforeEach(() => home.addContent({ work: {}, host: {} }));
  afterEach(async () => {
    await stop();
    host.created.splice(0);
    host.refuses = false;
    host.quotes = undefined;
    home.clear();
  });

  const entities = ['local', 'github', 'gitlab', 'gitea'].flatMap(place =>
    ['payments-eth', 'foreign'].map(repository => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: repository === 'foreign' ? `${place}-foreign` : place,
        annotations: {
          'backstage.io/source-location':
            place === 'local'
              ? `file:${home.resolve('git', repository)}/`
              : `url:https://${place}.com/acme/${repository}/`,
        },
      },
    })),
  );

  async function start(result: 'ALLOW' | 'DENY' = 'ALLOW') {
    const backend = await startTestBackend({
      features: [
        import('@backstage/plugin-scaffolder-backend'),
        import('@backstage/plugin-scaffolder-backend-module-github'),
        import('@backstage/plugin-scaffolder-backend-module-gitlab'),
        import('@backstage/plugin-scaffolder-backend-module-gitea'),
        import('../index'),
        aCatalog(entities),
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(() => ({ result: AuthorizeResult[result] })),
        }).factory,
        mockServices.rootConfig.factory({
          data: {
            backend: { workingDirectory: home.resolve('work') },
            integrations: host.integrations,
            scaffolder: {
              ethereumNodes: {
                localRepositories: { directory: home.resolve('git') },
              },
            },
          },
        }),
      ],
    });
    stop = () => backend.stop();
    server = backend.server;
    return (body: JsonObject) =>
      request(backend.server)
        .post(`/api/scaffolder${PREVIEW_PATH}`)
        .set('Authorization', mockCredentials.user.header())
        .send(body);
  }

  const hostAnswers = (name: string) => ({
    ...answers,
    host: name,
    [`${name}Url`]: `${name}.com?owner=acme&repo=payments-eth`,
  });

  it('has the files that would be written, with their sizes', async () => {
    const preview = await start();
    const { status, body } = await preview({ answers });
    const files = await repositoryFiles(
      acceptedAnswers(answers, [
        { host: 'local', canPublish: true, servers: [] },
      ]),
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      files: files.map(({ path, content }) => ({
        path,
        bytes: content.byteLength,
      })),
      repository: { state: 'free' },
    });
  });

  it('finds a repository of this machine', async () => {
    const preview = await start();
    home.addContent({ 'git/payments-eth.git/HEAD': '' });
    const { body } = await preview({ answers });
    expect(body.repository).toEqual({ state: 'taken' });
  });

  it.each(['github', 'gitlab', 'gitea'])(
    'finds a repository of %s, by its API',
    async name => {
      const preview = await start();
      const free = await preview({ answers: hostAnswers(name) });
      expect(free.body.repository).toEqual({ state: 'free' });
      host.created.push('payments-eth');
      const taken = await preview({ answers: hostAnswers(name) });
      expect(taken.body.repository).toEqual({
        state: 'taken',
        url: `https://${name}.com/acme/payments-eth`,
      });
    },
  );

  it('does not know of a host that refuses the look, and passes nothing on of its answer', async () => {
    const preview = await start();
    host.quotes = { request: /payments-eth/, what: () => 'glpat-of-the-host' };
    const { text } = await preview({ answers: hostAnswers('gitlab') });
    expect(JSON.parse(text).repository).toEqual({ state: 'unknown' });
    expect(text).not.toContain('glpat');
  });

  it('refuses answers with their problems', async () => {
    const preview = await start();
    const { status, body } = await preview({
      answers: { ...answers, name: 'Payments' },
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('Who, Name: "Payments" is not');
  });

  it('refuses another body', async () => {
    const preview = await start();
    const { status, body } = await preview({ request: {} });
    expect([status, body.error.message]).toEqual([
      400,
      'The body is not { "answers": { ... } } with the answers of the form.',
    ]);
  });

  it('is for those who may create tasks', async () => {
    const preview = await start('DENY');
    const { status, body } = await preview({ answers });
    expect([status, body.error.message]).toEqual([
      403,
      'This route needs the permission scaffolder.task.create.',
    ]);
  });

  describe('and the request of one', () => {
    const ask = (entityRef: string) =>
      request(server)
        .get(`/api/scaffolder${REQUEST_PATH}`)
        .query({ entityRef })
        .set('Authorization', mockCredentials.user.header());

    /** Two repositories at each place: one that nodeyard wrote, and one of somebody else. */
    async function publish() {
      home.addContent({ files: {}, git: {}, 'host/acme': {} });
      const files = home.resolve('files');
      const commit = async (name: string) => {
        await git(['add', '--all'], files);
        await git(['commit', '--quiet', '-m', 'Create'], files);
        for (const place of ['git', 'host/acme']) {
          const bare = home.resolve(place, `${name}.git`);
          await git(['clone', '--quiet', '--bare', files, bare], files);
        }
      };
      await git(['init', '--quiet', '-b', 'main'], files);
      await writeFiles(
        [
          {
            path: 'README.md',
            content: Buffer.from('# Mine'),
            executable: false,
          },
        ],
        files,
      );
      await commit('foreign');
      await writeFiles(
        await repositoryFiles(acceptedPlan(exampleRequest)),
        files,
      );
      await commit('payments-eth');
    }

    it.each(['local', 'github', 'gitlab', 'gitea'])(
      'is read from %s, and from no repository of others',
      async name => {
        await publish();
        await start();
        const { status, body } = await ask(`component:default/${name}`);
        expect(status).toBe(200);
        expect(body.version).toMatch(/^\d+\.\d+\.\d+/);
        expect(parse(body.request)).toEqual(exampleRequest);
        const foreign = await ask(`component:default/${name}-foreign`);
        expect([foreign.status, foreign.body.error.message]).toEqual([
          404,
          expect.stringContaining('was not written by nodeyard'),
        ]);
      },
    );

    it.each([
      ['component:default/absent', 404],
      ['::', 400],
    ])('is refused for %s', async (entityRef, status) => {
      await start();
      expect((await ask(entityRef)).status).toBe(status);
    });

    it('is for those who may create tasks', async () => {
      await start('DENY');
      expect((await ask('component:default/local')).status).toBe(403);
    });
  });
});

it('does not ask a server without an integration', async () => {
  const none = ScmIntegrations.fromConfig(new ConfigReader({}));
  expect(await hostedRepository('git.evil.dev/a/b', none)).toEqual({
    state: 'unknown',
  });
});
