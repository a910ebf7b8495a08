import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { parse, stringify } from 'yaml';
import { aCatalog } from './__testUtils__/aCatalog';
import {
  answers,
  oneLine,
  root,
  Scaffolder,
  templateEntity,
  templateText,
  textOfTemplate,
} from './__testUtils__/Scaffolder';
import { git } from './localRepositories/git';

jest.setTimeout(180_000);

const run = promisify(execFile);

describe('the template in a real scaffolder', () => {
  const home = createMockDirectory();
  let server: Awaited<ReturnType<typeof startTestBackend>>['server'];
  let stop: () => Promise<void>;

  async function start(
    config: JsonObject = {
      ethereumNodes: { localRepositories: { directory: home.resolve('git') } },
    },
    template = templateEntity(),
    entities: Entity[] = [],
  ) {
    const backend = await startTestBackend({
      features: [
        import('@backstage/plugin-scaffolder-backend'),
        import('./index'),
        aCatalog([template, ...entities]),
        mockServices.rootConfig.factory({
          data: {
            backend: { workingDirectory: home.resolve('work') },
            integrations: { github: [{ host: 'github.com' }] },
            scaffolder: config,
          },
        }),
      ],
    });
    server = backend.server;
    stop = () => backend.stop();
  }

  beforeEach(() => home.setContent({ work: {} }));
  afterEach(() => stop());

  const create = (values: JsonObject) => new Scaffolder(server).create(values);

  it('publishes a repository that git can clone, and outputs its first command', async () => {
    await start();
    const { status, log, output } = await create(answers);
    expect([status, log]).toEqual([
      'completed',
      expect.stringContaining('Published'),
    ]);
    const clone = home.resolve('clone');
    await git(
      ['clone', '--quiet', home.resolve('git/payments-eth.git'), clone],
      home.path,
    );
    expect(await readdir(`${clone}/environments`)).toEqual(['local.yaml']);
    expect(await readdir(home.resolve('git/payments-eth'))).toContain(
      'catalog-info.yaml',
    );
    expect(output?.links?.map(link => link.entityRef)).toEqual([
      'component:default/payments-eth-geth-0',
      'system:default/payments-eth',
    ]);
    expect(String(output?.text?.[0]?.content)).toContain(
      'make template ENV=local',
    );
  });

  it('changes and updates a repository that it created', async () => {
    await start(undefined, undefined, [
      templateEntity(textOfTemplate('change-ethereum-node')),
      templateEntity(textOfTemplate('update-ethereum-blueprint')),
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'payments-eth-geth-0',
          annotations: {
            'backstage.io/managed-by-location': `file:${home.resolve(
              'git/payments-eth/catalog-info.yaml',
            )}`,
          },
        },
      },
    ]);
    const entity = 'component:default/payments-eth-geth-0';
    expect((await create(answers)).status).toBe('completed');
    const scaffolder = new Scaffolder(server);
    const updated = await scaffolder.create(
      { entity },
      'update-ethereum-blueprint',
    );
    expect(updated).toMatchObject({
      status: 'completed',
      output: { text: [{ title: 'Nothing to update' }] },
    });
    const bare = home.resolve('git/payments-eth.git');
    const lock = parse(await git(['show', 'main:blueprint.lock.yaml'], bare));
    const asked = {
      ...lock.request,
      environments: ['local', 'staging'],
    };
    const shown = await scaffolder.create({ entity }, 'change-ethereum-node');
    expect(shown.output?.text).toMatchObject([
      {
        title: 'The present request',
        content: expect.stringContaining(
          '```yaml\napiVersion: nodeyard.io/v1\nname: payments-eth\n',
        ),
      },
    ]);
    const changed = await scaffolder.create(
      { entity, request: stringify(asked) },
      'change-ethereum-node',
    );
    expect([changed.status, changed.log]).toEqual([
      'completed',
      expect.stringContaining('The environment staging is new'),
    ]);
    expect(changed.output?.text).toMatchObject([
      {
        title: 'Change the nodes of payments-eth',
        content: expect.stringMatching(
          /^Branch `nodeyard\/change-[^]*Effects on running nodes/,
        ),
      },
    ]);
    expect(
      await git(['ls-tree', '--name-only', 'main', 'environments/'], bare),
    ).toBe('environments/local.yaml');
    const refused = await scaffolder.create(
      { entity, request: stringify({ ...asked, network: 'hoodi' }) },
      'change-ethereum-node',
    );
    expect(refused.status).toBe('failed');
    expect(oneLine(refused.log)).toContain(
      'network "hoodi" is "sepolia" in this repository',
    );
  });

  it('publishes the same bytes as the command for the same request', async () => {
    await start();
    expect((await create(answers)).status).toBe('completed');
    const {
      description,
      name,
      owner,
      network,
      execution,
      consensus,
      history,
      environments,
    } = answers;
    const asked = {
      apiVersion: 'nodeyard.io/v1',
      name,
      owner,
      description,
      network,
      environments,
    };
    home.addContent({
      'request.json': JSON.stringify({
        ...asked,
        nodes: [{ execution, consensus, history }],
      }),
    });
    const cli = [
      'packages/blueprint/src/cli.ts',
      'create',
      '--request',
      home.resolve('request.json'),
    ];
    await run(
      process.execPath,
      [require.resolve('tsx/cli'), ...cli, '--out', home.resolve('by-command')],
      { cwd: root },
    );
    await run('diff', [
      '--recursive',
      '--exclude=.git',
      home.resolve('by-command'),
      home.resolve('git/payments-eth'),
    ]);
  });

  it.each([
    ['templates', '${{ secrets.x }} {{ y }} {% z %} {# c #}'],
    ['quotes and lines', `"'\`\n---\nkind: Group`],
    ['a number', '0123'],
    ['a path', '../../x'],
    ['an emoji', '👩‍💻'],
  ])('keeps a description of %s unchanged', async (_, description) => {
    await start();
    expect((await create({ ...answers, description })).status).toBe(
      'completed',
    );
    const lock = parse(
      readFileSync(
        home.resolve('git/payments-eth/blueprint.lock.yaml'),
        'utf8',
      ),
    );
    expect(lock.request.description).toBe(description);
  });

  it('asks for no consensus client if Erigon runs Caplin', async () => {
    await start();
    const { status } = await create({
      ...answers,
      execution: 'erigon',
      consensus: 'caplin',
      history: 'full',
    });
    expect(status).toBe('completed');
    const lock = parse(
      readFileSync(
        home.resolve('git/payments-eth/blueprint.lock.yaml'),
        'utf8',
      ),
    );
    expect(lock.request.nodes).toEqual([
      { execution: 'erigon', history: 'full' },
    ]);
  });

  describe('with snapshots and a pool', () => {
    const bucket = {
      schedule: '0 3 * * *',
      bucket: 's3://eth-snapshots/payments',
      secretName: 'snapshot-store',
    };
    const pool = { servePool: 'add', fewestNodes: 2, mostNodes: 6 };

    async function publishes(further: JsonObject) {
      await start();
      const { status, log, output } = await create({ ...answers, ...further });
      expect([status, log]).toEqual(['completed', expect.anything()]);
      const read = (path: string) =>
        parse(readFileSync(home.resolve(`git/payments-eth/${path}`), 'utf8'));
      return {
        request: read('blueprint.lock.yaml').request,
        local: read('environments/local.yaml'),
        log,
        output,
      };
    }

    it('takes them by the schedule, and starts the pods of the pool from them', async () => {
      const {
        request: asked,
        local,
        log,
        output,
      } = await publishes({
        ...bucket,
        ...pool,
        snapshots: 'take',
        endpoint: 'https://s3.example.com',
        poolStart: 'latest',
      });
      expect(asked).toMatchObject({
        nodes: [{ execution: 'geth' }],
        serve: { min: 2, max: 6, restore: 'latest' },
        snapshots: {
          schedule: '0 3 * * *',
          store: 's3://eth-snapshots/payments',
          endpoint: 'https://s3.example.com',
          secret: 'snapshot-store',
        },
      });
      expect(asked.nodes[0]).not.toHaveProperty('restore');
      expect(local).toMatchObject({
        snapshotStore: {
          url: 's3://eth-snapshots/payments/local',
          existingSecret: 'snapshot-store',
        },
        nodes: { 'geth-0': { snapshots: { enabled: true } } },
        serve: { rpc: { restore: { from: 'latest' } } },
      });
      expect(log).toContain('taken by the schedule "0 3 * * *" (UTC)');
      expect(output?.text?.map(({ title }) => title)).toEqual([
        'What next',
        'Worth a second look',
      ]);
      expect(output?.text?.[1]?.content).toMatch(
        /^- rpc waits until s3:\/\/eth-snapshots\/payments\/local has a verified snapshot/m,
      );
    });

    it('starts from snapshots of another store, in the node and in the pool', async () => {
      const { request: asked, local } = await publishes({
        ...bucket,
        ...pool,
        snapshots: 'start',
      });
      expect(asked.snapshots).toEqual({
        store: 's3://eth-snapshots/payments',
        secret: 'snapshot-store',
      });
      expect(local.snapshotStore.url).toBe('s3://eth-snapshots/payments');
      expect(local.nodes['geth-0']).not.toHaveProperty('snapshots');
      expect(local.nodes['geth-0'].restore).toEqual({ from: 'latest' });
      expect(local.serve.rpc.restore).toEqual({ from: 'latest' });
    });

    it('drops answers to hidden questions', async () => {
      const { request: asked, output } = await publishes({
        ...bucket,
        ...pool,
        poolStart: 'latest',
        snapshots: 'none',
        servePool: 'none',
      });
      expect(asked).not.toHaveProperty('snapshots');
      expect(asked).not.toHaveProperty('serve');
      expect(JSON.stringify(output)).not.toContain('waits until');
    });

    it('reports problems that the form cannot detect', async () => {
      await start();
      const { status, log } = await create({
        ...answers,
        ...bucket,
        snapshots: 'take',
        schedule: '0 3 30 2 *',
        servePool: 'add',
        fewestNodes: 6,
        mostNodes: 2,
        poolStart: 'sync',
      });
      expect(status).toBe('failed');
      expect(oneLine(log)).toContain(
        '- Serve pool, Most nodes: 2 is less than 6, the fewest nodes of the pool. Raise it, or lower the fewest.',
      );
      expect(oneLine(log)).toContain(
        '- Snapshots, Schedule: "0 3 30 2 *" never comes: no month of "2" has a day of "30".',
      );
      expect(log).not.toMatch(/Wrote \d+ files/);
    });

    it.each([
      ['no bucket', { bucket: undefined }],
      ['a bucket with a password', { bucket: 's3://key:secret@bucket/p' }],
      ['no schedule of five fields', { schedule: 'daily' }],
    ])('refuses %s before anything runs', async (_, further) => {
      await start();
      const { status } = await request(server)
        .post('/api/scaffolder/v2/tasks')
        .send({
          templateRef: 'template:default/create-ethereum-node',
          values: { ...answers, ...bucket, snapshots: 'take', ...further },
        });
      expect(status).toBe(400);
    });
  });

  it('refuses a history that the chosen client lacks', async () => {
    await start();
    const { status } = await request(server)
      .post('/api/scaffolder/v2/tasks')
      .send({
        templateRef: 'template:default/create-ethereum-node',
        values: { ...answers, execution: 'besu' },
      });
    expect(status).toBe(400);
  });

  it('reports all problems of a refused request with their fixes, and creates nothing', async () => {
    await start();
    const { status, log } = await create({
      ...answers,
      history: 'full',
      storageSize: '1Gi',
      network: 'mainnet',
      description: 'https://me:secret@example.com',
    });
    expect(status).toBe('failed');
    expect(oneLine(log)).toContain(
      '- Who, What is it for?: "https://***@example.com" has a URL with a password in it',
    );
    expect(oneLine(log)).toContain(
      '- Clients, Disk of the execution client: "1Gi" is below what Geth on Ethereum Mainnet',
    );
    expect(oneLine(log)).toContain(
      'The request was refused, and nothing was created',
    );
    // Neither runs out of the window, nor says where in our code.
    const ours = log.slice(log.indexOf('The request cannot'));
    expect(ours.split('\n').filter(line => line.length > 100)).toEqual([]);
    expect(log).not.toMatch(/ at .*\(.*:\d+:\d+\)/);
    expect(await readdir(home.path)).not.toContain('git');
  });

  it('never overwrites a repository, and reports that the name is taken', async () => {
    await start();
    expect((await create(answers)).status).toBe('completed');
    const { status, log } = await create({
      ...answers,
      owner: 'group:default/risk',
    });
    expect(status).toBe('failed');
    expect(log).toMatch(/exists already and is never overwritten/);
    expect(oneLine(log)).toMatch(/most often the name is taken/);
  });

  it('refuses local publishing that is not configured, before anything is written', async () => {
    await start({});
    const { status, log } = await create(answers);
    expect([status, oneLine(log)]).toEqual([
      'failed',
      expect.stringContaining(
        'Set scaffolder.ethereumNodes.localRepositories.directory',
      ),
    ]);
    expect(oneLine(log)).toMatch(
      /The request was refused, and nothing was created/,
    );
    expect(log).not.toMatch(/Wrote \d+ files/);
  });

  it.each<[string, JsonObject, string]>([
    [
      'a host without an integration',
      { host: 'gitea', giteaUrl: 'gitea.com?owner=acme&repo=payments-eth' },
      'Add one with a user name and a password to integrations.gitea',
    ],
    [
      'a host without a token',
      { host: 'github', githubUrl: 'github.com?owner=acme&repo=payments-eth' },
      '"github" has no integration with credentials. Add one with a token or an app to integrations.github',
    ],
    [
      'an answer to a question of another version of the form',
      { snapshotStore: 's3://eth-snapshots/payments' },
      '- snapshotStore: is not a question of this form, but of another version of it. Open the template again',
    ],
  ])('refuses %s, before anything is written', async (_, further, fix) => {
    await start();
    const { status, log } = await create({ ...answers, ...further });
    expect([status, oneLine(log)]).toEqual([
      'failed',
      expect.stringContaining(fix),
    ]);
    expect(log).not.toMatch(/Wrote \d+ files/);
    expect(await readdir(home.path)).not.toContain('git');
    expect(await readdir(home.resolve('work'))).toEqual([]);
  });

  it.each([
    ['no URL', {}],
    ['the URL of another host', { gitlabUrl: 'github.com?owner=a&repo=b' }],
  ])('refuses a host with %s', async (_, further) => {
    await start();
    const { status } = await request(server)
      .post('/api/scaffolder/v2/tasks')
      .send({
        templateRef: 'template:default/create-ethereum-node',
        values: { ...answers, host: 'gitlab', ...further },
      });
    expect(status).toBe(400);
  });

  it('refuses values that the form would refuse', async () => {
    await start();
    const { status } = await request(server)
      .post('/api/scaffolder/v2/tasks')
      .send({
        templateRef: 'template:default/create-ethereum-node',
        values: { ...answers, name: '../x' },
      });
    expect(status).toBe(400);
  });

  it('accepts a copied template of an older version, and refuses unknown fields by their names', async () => {
    const old = parse(templateText);
    const [plan] = old.spec.steps;
    plan.input = {
      publishLocally: true,
      request: {
        apiVersion: 'nodeyard.io/v1',
        name: '${{ parameters.name }}',
        owner: '${{ parameters.owner }}',
        description: '${{ parameters.description }}',
        network: '${{ parameters.network }}',
        environments: '${{ parameters.environments }}',
        node: { execution: '${{ parameters.execution }}' },
      },
    };
    await start(undefined, templateEntity(stringify(old)));
    const { status, log } = await create(answers);
    expect(status).toBe('failed');
    expect(oneLine(log)).toContain('- nodes is missing. Add it, for example');
    expect(oneLine(log)).toMatch(
      /- node \{"execution":"geth"\} is not a key of a request\. Did you mean nodes\?/,
    );
    expect(log).not.toMatch(/Wrote \d+ files/);
  });

  it('shows in a dry run the files that it would write, and publishes nothing', async () => {
    await start();
    const { body } = await request(server)
      .post('/api/scaffolder/v2/dry-run')
      .send({
        template: parse(templateText),
        values: answers,
        directoryContents: [],
      })
      .expect(200);
    const paths: string[] = body.directoryContents.map(
      (file: { path: string }) => file.path,
    );
    expect(paths).toEqual(
      expect.arrayContaining([
        'environments/local.yaml',
        'blueprint.lock.yaml',
      ]),
    );
    expect(await readdir(home.path)).not.toContain('git');
  });
});
