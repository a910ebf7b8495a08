import { readFile, readdir } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { exampleRequest } from './exampleRequest';
import { createGenerateRepositoryAction } from './generateRepository';
import { createPlanNodeAction } from './planNode';
import { createPublishLocalAction } from './publishLocal';

type Documented = Pick<
  TemplateAction,
  'id' | 'description' | 'examples' | 'schema' | 'supportsDryRun'
>;

const home = createMockDirectory();

function aContext<T extends JsonObject>(input: T) {
  return createMockActionContext<T>({
    input,
    workspacePath: home.resolve('workspace'),
  });
}

beforeEach(() => home.setContent({ workspace: {} }));

describe('ethereum:node:plan', () => {
  it('outputs the checked request and the plan', async () => {
    const context = aContext({
      request: { ...exampleRequest, owner: 'group:payments' },
    });
    await createPlanNodeAction({ repositories: undefined }).handler(context);
    expect(Object.fromEntries(jest.mocked(context.output).mock.calls)).toEqual({
      request: exampleRequest,
      nodes: [
        {
          name: 'geth-0',
          component: 'payments-eth-geth-0',
          execution: 'geth',
          consensus: 'lighthouse',
          history: 'pre-prague',
          storageGi: 600,
          memoryGi: 22,
        },
      ],
      storageGi: 600,
      memoryGi: 22,
      warnings: expect.any(Array),
      systemRef: 'system:default/payments-eth',
      componentRefs: ['component:default/payments-eth-geth-0'],
    });
  });

  it('sizes an environment with its pool, and outputs the pool for the catalog', async () => {
    const context = aContext({
      request: { ...exampleRequest, serve: { min: 2, max: 6 } },
    });
    await createPlanNodeAction({ repositories: undefined }).handler(context);
    expect(
      Object.fromEntries(jest.mocked(context.output).mock.calls),
    ).toMatchObject({
      storageGi: 7 * 600,
      componentRefs: [
        'component:default/payments-eth-geth-0',
        'component:default/payments-eth-rpc',
      ],
    });
  });

  it('refuses with every problem in one message', async () => {
    const context = aContext({
      request: {
        ...exampleRequest,
        name: 'A',
        network: 'sepolla',
        colour: 'red',
      },
    });
    await expect(
      createPlanNodeAction({ repositories: undefined }).handler(context),
    ).rejects.toThrow(
      /- name "A" is not a DNS label.*\n- network "sepolla".*Did you mean sepolia\?\n- colour "red" is not a key/,
    );
  });
});

describe('ethereum:node:plan before ethereum:publish:local', () => {
  const context = () =>
    aContext({ request: exampleRequest, publishLocally: true });

  it('refuses without its configuration', async () => {
    await expect(
      createPlanNodeAction({ repositories: undefined }).handler(context()),
    ).rejects.toThrow(
      /Set scaffolder.ethereumNodes.localRepositories.directory/,
    );
  });

  it('plans with its configuration', async () => {
    const repositories = { directory: home.resolve('git'), locations: [] };
    const allowed = context();
    await createPlanNodeAction({ repositories }).handler(allowed);
    expect(allowed.output).toHaveBeenCalledWith('request', exampleRequest);
  });
});

/** Actions that judge a request, and so may quote it. */
const judging = [
  [
    'ethereum:node:plan',
    () => createPlanNodeAction({ repositories: undefined }),
  ],
  ['ethereum:repo:generate', () => createGenerateRepositoryAction()],
] as const;

it.each(judging)('%s repeats no secret of a store', async (_, anAction) => {
  const context = aContext({
    request: {
      ...exampleRequest,
      snapshots: { schedule: '@daily', store: 's3://AKIA:hunter/2+2@eth/p' },
    },
  });
  const refused = await Promise.resolve(anAction().handler(context)).catch(
    String,
  );
  expect(refused).toMatch(/InputError.*s3:\/\/\*\*\*@eth/s);
  expect(refused).not.toContain('hunter');
});

describe('ethereum:repo:generate', () => {
  it('writes the repository into the workspace', async () => {
    const context = aContext({ request: exampleRequest });
    await createGenerateRepositoryAction().handler(context);
    expect(await readdir(home.resolve('workspace'))).toEqual(
      expect.arrayContaining([
        'Makefile',
        'blueprint.lock.yaml',
        'catalog-info.yaml',
        'charts',
        'helmfile.yaml.gotmpl',
      ]),
    );
    expect(context.output).toHaveBeenCalledWith(
      'firstCommand',
      'make template ENV=staging',
    );
  });

  it('writes the same bytes when the step is repeated', async () => {
    const context = aContext({ request: exampleRequest });
    await createGenerateRepositoryAction().handler(context);
    const lock = await readFile(home.resolve('workspace/blueprint.lock.yaml'));
    await createGenerateRepositoryAction().handler(context);
    expect(
      (await readFile(home.resolve('workspace/blueprint.lock.yaml'))).equals(
        lock,
      ),
    ).toBe(true);
  });

  it('writes below targetPath, and nowhere outside of the workspace', async () => {
    await createGenerateRepositoryAction().handler(
      aContext({ request: exampleRequest, targetPath: 'a/b' }),
    );
    expect(await readdir(home.resolve('workspace/a/b'))).toContain('Makefile');
    await expect(
      createGenerateRepositoryAction().handler(
        aContext({ request: exampleRequest, targetPath: '../outside' }),
      ),
    ).rejects.toThrow(/not allowed/i);
  });

  it('refuses the same requests as the plan', async () => {
    await expect(
      createGenerateRepositoryAction().handler(
        aContext({ request: { ...exampleRequest, nodes: [] } }),
      ),
    ).rejects.toThrow(/nodes \[\] is less than 1 entry/);
    expect(await readdir(home.resolve('workspace'))).toEqual([]);
  });
});

describe('ethereum:publish:local', () => {
  function anAction() {
    const catalog = catalogServiceMock.mock({
      refreshEntity: jest.fn(async () => undefined),
    });
    const repositories = {
      directory: home.resolve('repositories'),
      locations: ['location:default/generated-1'],
    };
    return {
      action: createPublishLocalAction({ repositories, catalog }),
      catalog,
    };
  }

  beforeEach(() =>
    createGenerateRepositoryAction().handler(
      aContext({ request: exampleRequest }),
    ),
  );

  it('refuses to publish an empty workspace, as of a recovered task', async () => {
    home.setContent({ workspace: {} });
    await expect(
      anAction().action.handler(aContext({ name: 'payments-eth' })),
    ).rejects.toThrow(
      /The workspace holds no whole repository to publish: it has no blueprint.lock.yaml/,
    );
    expect(await readdir(home.resolve('repositories'))).toEqual([]);
  });

  it('publishes the workspace and has the catalog refresh', async () => {
    const { action, catalog } = anAction();
    const context = aContext({ name: 'payments-eth' });
    await action.handler(context);
    expect(context.output).toHaveBeenCalledWith(
      'commitHash',
      expect.stringMatching(/^[0-9a-f]{40}$/),
    );
    expect(context.output).toHaveBeenCalledWith(
      'remoteUrl',
      expect.stringMatching(/^file:.*payments-eth\.git$/),
    );
    expect(await readdir(home.resolve('repositories/payments-eth'))).toContain(
      'catalog-info.yaml',
    );
    expect(catalog.refreshEntity).toHaveBeenCalledWith(
      'location:default/generated-1',
      expect.anything(),
    );
  });

  it('publishes even if the catalog does not answer', async () => {
    const { action, catalog } = anAction();
    catalog.refreshEntity.mockRejectedValue(new Error('away'));
    await expect(
      action.handler(aContext({ name: 'payments-eth' })),
    ).resolves.toBeUndefined();
  });

  it('publishes in a checkpoint, so that a retry does not publish again', async () => {
    const { action } = anAction();
    const context = aContext({ name: 'payments-eth' });
    const checkpoint = jest
      .spyOn(context, 'checkpoint')
      .mockResolvedValue('hash of the first run');
    await action.handler(context);
    expect(checkpoint).toHaveBeenCalledWith({
      key: 'publish.payments-eth',
      fn: expect.any(Function),
    });
    expect(await readdir(home.path)).toEqual(['workspace']);
  });

  it('changes nothing in a dry run and outputs the URL of the repository', async () => {
    const { action } = anAction();
    const context = { ...aContext({ name: 'payments-eth' }), isDryRun: true };
    await action.handler(context);
    expect(context.output).toHaveBeenCalledWith(
      'remoteUrl',
      expect.stringMatching(/payments-eth\.git$/),
    );
    expect(await readdir(home.path)).toEqual(['workspace']);
  });

  it('refuses without its configuration', async () => {
    const catalog = catalogServiceMock.mock();
    const action = createPublishLocalAction({
      repositories: undefined,
      catalog,
    });
    await expect(
      action.handler(aContext({ name: 'payments-eth' })),
    ).rejects.toThrow(
      /Set scaffolder.ethereumNodes.localRepositories.directory/,
    );
  });

  it.each(['../payments', 'a/b', '.hidden', 'payments.git', '-x', '', 'A'])(
    'refuses the name %j',
    async name => {
      await expect(
        anAction().action.handler(aContext({ name })),
      ).rejects.toThrow(/is not a repository's name/);
    },
  );

  it.each(['--upload-pack=x', 'a b', '../x', 'refs/heads/x'])(
    'refuses the branch %j',
    async defaultBranch => {
      await expect(
        anAction().action.handler(
          aContext({ name: 'payments-eth', defaultBranch }),
        ),
      ).rejects.toThrow(/is not a branch's name/);
    },
  );
});

describe('every action', () => {
  const actions = [
    documentationOf(createPlanNodeAction({ repositories: undefined })),
    documentationOf(createGenerateRepositoryAction()),
    documentationOf(
      createPublishLocalAction({
        repositories: undefined,
        catalog: catalogServiceMock.mock(),
      }),
    ),
  ];

  it.each(actions.map(action => [action.id, action] as const))(
    '%s is documented and runs dry',
    (id, action) => {
      expect(action.description).toMatch(/\.$/);
      expect(action.supportsDryRun).toBe(true);
      const described = {
        ...action.schema?.input?.properties,
        ...action.schema?.output?.properties,
      };
      for (const [key, property] of Object.entries(described)) {
        expect([key, property]).toEqual([
          key,
          expect.objectContaining({ description: expect.any(String) }),
        ]);
      }
      for (const { example } of action.examples ?? []) {
        expect(parse(example).steps[0].action).toBe(id);
      }
      expect(action.examples?.length).toBeGreaterThan(1);
    },
  );
});

function documentationOf({
  id,
  description,
  examples,
  schema,
  supportsDryRun,
}: Documented): Documented {
  return { id, description, examples, schema, supportsDryRun };
}
