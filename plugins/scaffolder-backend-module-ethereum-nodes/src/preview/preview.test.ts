import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import { repositoryFiles } from '@nodeyard/blueprint';
import { PREVIEW_PATH } from '@nodeyard/blueprint/form';
import request from 'supertest';
import { aCatalog } from '../__testUtils__/aCatalog';
import { GitHost } from '../__testUtils__/GitHost';
import { answers } from '../__testUtils__/Scaffolder';
import { acceptedAnswers } from '../actions/request';
import { hostedRepository } from './hostedRepository';

jest.setTimeout(120_000);

describe('the preview of a repository', () => {
  const home = createMockDirectory();
  let host: GitHost;
  let stop: () => Promise<void>;

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

  async function start(result: 'ALLOW' | 'DENY' = 'ALLOW') {
    const backend = await startTestBackend({
      features: [
        import('@backstage/plugin-scaffolder-backend'),
        import('@backstage/plugin-scaffolder-backend-module-github'),
        import('@backstage/plugin-scaffolder-backend-module-gitlab'),
        import('@backstage/plugin-scaffolder-backend-module-gitea'),
        import('../index'),
        aCatalog([]),
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
      'A preview needs the permission scaffolder.task.create.',
    ]);
  });
});

it('does not ask a server without an integration', async () => {
  const none = { github: { byHost: () => undefined } } as never;
  expect(await hostedRepository('github', 'git.evil.dev/a/b', none)).toEqual({
    state: 'unknown',
  });
});
