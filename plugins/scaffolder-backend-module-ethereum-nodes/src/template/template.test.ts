import { ConfigReader } from '@backstage/config';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import type { JsonObject } from '@backstage/types';
import { planAnswers } from '@nodeyard/blueprint/form';
import { z } from 'zod';
import { answers } from '../__testUtils__/Scaffolder';
import { hostStates } from '../hosts/hosts';
import { hostProblems } from '../hosts/problems';
import { templateOptions } from './config';
import { templateFor, templatesFor } from './template';

const everyAction = ['github', 'gitlab', 'gitea'].map(
  host => `ethereum:publish:${host}`,
);
const here = {
  scaffolder: { ethereumNodes: { localRepositories: { directory: '/git' } } },
};
const gitlab = {
  integrations: { gitlab: [{ host: 'gitlab.com', token: 'x' }] },
};

const statesOf = (data: JsonObject, actions = everyAction) =>
  hostStates(new ConfigReader(data), actions);

const pageSchema = z.object({
  properties: z.object({
    host: z.looseObject({
      default: z.string(),
      enum: z.array(z.string()),
      enumNames: z.array(z.string()),
    }),
  }),
  dependencies: z.object({
    host: z.object({
      oneOf: z.array(
        z.object({ properties: z.record(z.string(), z.looseObject({})) }),
      ),
    }),
  }),
});
const specSchema = z.object({
  owner: z.string().optional(),
  parameters: z.array(z.unknown()),
});

/** The page that asks for the repository, of the template for a configuration. */
function repositoryPage(data: JsonObject, actions = everyAction) {
  const template = templateFor(statesOf(data, actions), undefined);
  const { parameters } = specSchema.parse(template?.spec);
  return pageSchema.parse(parameters.at(-1));
}

describe('the template for one Backstage', () => {
  it.each<[string, JsonObject, string[]]>([
    ['this machine, where that is allowed', here, ['local']],
    ['a host with a token', gitlab, ['gitlab']],
    ['both, this machine first', { ...here, ...gitlab }, ['local', 'gitlab']],
    [
      'a host with an app',
      {
        integrations: {
          github: [
            {
              host: 'github.com',
              apps: [
                {
                  appId: 1,
                  clientId: 'c',
                  clientSecret: 's',
                  webhookSecret: 'w',
                  privateKey: 'k',
                },
              ],
            },
          ],
        },
      },
      ['github'],
    ],
    [
      'a host with a user',
      {
        integrations: {
          gitea: [{ host: 'git.acme.dev', username: 'u', password: 'p' }],
        },
      },
      ['gitea'],
    ],
  ])('offers %s, with the first as default', (_, data, hosts) => {
    const { properties, dependencies } = repositoryPage(data);
    expect(properties.host.enum).toEqual(hosts);
    expect(properties.host.default).toBe(hosts[0]);
    expect(properties.host.enumNames).toHaveLength(hosts.length);
    expect(dependencies.host.oneOf).toHaveLength(hosts.length);
  });

  it('is valid for the scaffolder, with the configured owner or without one', async () => {
    const template = templateFor(statesOf(gitlab), 'group:default/platform');
    expect(await templateEntityV1beta3Validator.check(template!)).toBe(true);
    expect(template?.spec).toMatchObject({ owner: 'group:default/platform' });
    expect(templateFor(statesOf(gitlab), undefined)?.spec).not.toHaveProperty(
      'owner',
    );
  });

  it('has the configured servers of a host, and accepts repositories on these alone', () => {
    const { properties, dependencies } = repositoryPage({
      integrations: {
        github: [
          { host: 'github.acme.dev', token: 'x', apiBaseUrl: 'https://x' },
          { host: 'ghe.acme.dev', token: 'x', apiBaseUrl: 'https://x' },
        ],
      },
    });
    expect(properties.host.enumNames).toEqual([
      'GitHub (github.acme.dev, ghe.acme.dev)',
    ]);
    const picker = z
      .object({
        pattern: z.string(),
        'ui:options': z.object({ allowedHosts: z.array(z.string()) }),
      })
      .parse(dependencies.host.oneOf[0]?.properties.githubUrl);
    expect(picker['ui:options'].allowedHosts).toEqual([
      'github.acme.dev',
      'ghe.acme.dev',
    ]);
    const takes = new RegExp(picker.pattern);
    expect(takes.test('ghe.acme.dev?owner=a&repo=b')).toBe(true);
    expect(takes.test('gheXacme.dev?owner=a&repo=b')).toBe(false);
    expect(takes.test('github.com?owner=a&repo=b')).toBe(false);
  });

  it('comes with the templates that change and update its repositories', async () => {
    const templates = templatesFor(statesOf(gitlab), 'group:default/platform');
    expect(templates.map(({ metadata }) => metadata.name)).toEqual([
      'create-ethereum-node',
      'change-ethereum-node',
      'update-ethereum-blueprint',
      'update-ethereum-fleet',
    ]);
    for (const template of templates) {
      expect(await templateEntityV1beta3Validator.check(template)).toBe(true);
      expect(template.spec).toMatchObject({ owner: 'group:default/platform' });
    }
    expect(templatesFor(statesOf({}), undefined)).toEqual([]);
  });

  it('is not offered if it cannot publish', () => {
    expect(templateFor(statesOf({}), undefined)).toBeUndefined();
    expect(templateFor(statesOf(gitlab, []), undefined)).toBeUndefined();
    expect(
      templateFor(
        statesOf({
          ...gitlab,
          scaffolder: { requireScmUserCredentials: true },
        }),
        undefined,
      ),
    ).toBeUndefined();
  });
});

describe('a host', () => {
  it.each<[string, JsonObject, string[], JsonObject, string | undefined]>([
    [
      'with a token',
      gitlab,
      everyAction,
      { gitlabUrl: 'gitlab.com?owner=a&repo=b' },
      undefined,
    ],
    [
      'of which the module is missing',
      gitlab,
      [],
      {},
      'Install @backstage/plugin-scaffolder-backend-module-gitlab',
    ],
    [
      'without credentials',
      {},
      everyAction,
      {},
      'Add one with a token to integrations.gitlab',
    ],
    [
      'of another server',
      gitlab,
      everyAction,
      { gitlabUrl: 'gitlab.acme.dev?owner=a&repo=b' },
      'Use gitlab.com.',
    ],
  ])('%s is accepted or refused with its fix', (_, data, actions, url, fix) => {
    const problems = hostProblems(
      { ...answers, host: 'gitlab', ...url },
      statesOf(data, actions),
    );
    expect(problems.map(problem => problem.fix.includes(fix ?? ''))).toEqual(
      fix === undefined ? [] : [true],
    );
  });

  it('that is offered is accepted by a plan', () => {
    expect(
      planAnswers(
        { ...answers, host: 'gitlab', gitlabUrl: 'gitlab.com?owner=a&repo=b' },
        { now: new Date() },
      ),
    ).toMatchObject({ ok: true });
  });
});

describe('the configuration of the template', () => {
  const options = (template: JsonObject) =>
    templateOptions(
      new ConfigReader({ scaffolder: { ethereumNodes: { template } } }),
    );

  it('has defaults', () => {
    expect(templateOptions(new ConfigReader({}))).toEqual({
      isEnabled: true,
      owner: undefined,
    });
    expect(options({ enabled: false, owner: 'group:platform' })).toEqual({
      isEnabled: false,
      owner: 'group:platform',
    });
  });

  it.each(['platform', 'component:default/x', 'group:a b', ''])(
    'refuses the owner "%s", by its key',
    owner => {
      expect(() => options({ owner })).toThrow(
        /scaffolder\.ethereumNodes\.template\.owner/,
      );
    },
  );
});
