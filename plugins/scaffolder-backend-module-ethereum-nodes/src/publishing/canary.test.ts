/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests of canaries share is no package */
import {
  coreServices,
  createServiceFactory,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { IncomingMessage } from 'node:http';
import { readdir, readFile, stat } from 'node:fs/promises';
import {
  canariesIn,
  escapes,
  newCanary,
  spellingsOf,
} from '../../../../tests/canary/canary';
import { aCatalog } from '../__testUtils__/aCatalog';
import { GitHost } from '../__testUtils__/GitHost';
import {
  answers,
  Scaffolder,
  templateEntity,
} from '../__testUtils__/Scaffolder';

jest.setTimeout(180_000);

const tokens = { github: newCanary(), gitlab: newCanary(), gitea: newCanary() };
const hosts = ['github', 'gitlab', 'gitea'] as const;

/** What a host was asked with, and its token in some spelling. */
function quoted({ headers, url }: IncomingMessage, nth: number): string {
  const all = Object.values(tokens).flatMap(token =>
    Object.values(spellingsOf(token)).flatMap(text =>
      Object.values(escapes).map(escaped => escaped(text)),
    ),
  );
  return `${all[nth % all.length]} ${JSON.stringify(headers)} ${url}`;
}

describe('the token of a Git host', () => {
  const home = createMockDirectory();
  const logged: unknown[] = [];
  let host: GitHost;
  let scaffolder: Scaffolder;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    home.setContent({ work: {} });
    host = await GitHost.start(home.resolve('host'), tokens);
    const log = (...words: unknown[]) => {
      logged.push(
        words.map(word =>
          word instanceof Error ? [word.message, word.stack] : word,
        ),
      );
    };
    const logger: LoggerService = mockServices.logger.mock({
      error: log,
      warn: log,
      info: log,
      debug: log,
      child: () => logger,
    });
    const backend = await startTestBackend({
      features: [
        import('@backstage/plugin-scaffolder-backend'),
        import('@backstage/plugin-scaffolder-backend-module-github'),
        import('@backstage/plugin-scaffolder-backend-module-gitlab'),
        import('@backstage/plugin-scaffolder-backend-module-gitea'),
        import('../index'),
        aCatalog([templateEntity()]),
        createServiceFactory({
          service: coreServices.logger,
          deps: {},
          factory: () => logger,
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: { workingDirectory: home.resolve('work') },
            integrations: host.integrations,
          },
        }),
      ],
    });
    stop = () => backend.stop();
    scaffolder = new Scaffolder(backend.server);
  });
  afterAll(async () => {
    await stop();
    await host.stop();
  });

  const publish = async (name: string, repository: string) => {
    const ended = await scaffolder.create({
      ...answers,
      host: name,
      [`${name}Url`]: `${name}.com?owner=acme&repo=${repository}`,
    });
    const printed = JSON.stringify([ended, logged]);
    expect([printed, canariesIn(printed, tokens)]).toEqual([printed, []]);
    return ended;
  };

  it.each(hosts)('%s is in no log, output and file', async name => {
    const { status, log } = await publish(name, `good-${name}`);
    expect([status, log]).toEqual(['completed', expect.anything()]);
    const files = home.resolve('host', 'acme', `good-${name}.git`);
    for (const path of await readdir(files, { recursive: true })) {
      const file = `${files}/${path}`;
      const content = (await stat(file)).isFile() ? await readFile(file) : '';
      expect(canariesIn(content, tokens)).toEqual([]);
    }
  });

  it.each(
    hosts.flatMap(
      name =>
        [
          [name, 'creates no repository', /^POST \/(?!acme)/],
          [name, 'takes no push', /^POST \/acme|git-receive-pack/],
        ] as const,
    ),
  )('%s is in no error of a host that %s', async (name, why, request) => {
    let asked = 0;
    host.quotes = {
      request,
      what: incoming => quoted(incoming, (asked += 13)),
    };
    for (let nth = 0; nth < 2; nth += 1) {
      const repository = `bad-${why.split(' ')[0]}-${name}-${nth}`;
      expect((await publish(name, repository)).status).toBe('failed');
    }
    host.quotes = undefined;
    expect(asked).toBeGreaterThanOrEqual(26);
  });
});
