import { appendFile, cp, readFile, rm, writeFile } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { planRequest, repositoryFiles, writeFiles } from '@nodeyard/blueprint';
import { parse } from 'yaml';
import { GitHost } from '../__testUtils__/GitHost';
import { git } from '../localRepositories/git';
import { exampleRequest } from './exampleRequest';
import { createUpdateFleetAction } from './updateFleet';
import {
  createChangeRepositoryAction,
  createUpdateRepositoryAction,
} from './updateRepository';

jest.setTimeout(60_000);

const home = createMockDirectory();
let host: GitHost;

const kinds = ['github', 'gitlab', 'gitea'] as const;
type Kind = (typeof kinds)[number] | 'local';

const changed = {
  ...exampleRequest,
  nodes: [{ ...exampleRequest.nodes[0], storage: { size: '2000Gi' } }],
};

/** A repository that nodeyard wrote, with an edit of its team, each in a commit; and a bare clone. */
const original = createMockDirectory();

beforeAll(async () => {
  original.setContent({ files: {} });
  const files = original.resolve('files');
  const planned = planRequest(exampleRequest, { now: new Date() });
  if (!planned.ok) throw new Error('the example is refused');
  await writeFiles(await repositoryFiles(planned.plan), files);
  await git(['init', '--quiet', '-b', 'main'], files);
  await git(['add', '--all'], files);
  await git(['commit', '--quiet', '-m', 'Create'], files);
  await appendFile(`${files}/environments/production.yaml`, '# Mine.\n');
  await git(['commit', '--quiet', '-am', 'Edit'], files);
  const bare = original.resolve('bare');
  await git(['clone', '--quiet', '--bare', files, bare], files);
  await git(['config', 'http.receivepack', 'true'], bare);
  await git(['repack', '-adq'], bare);
  await git(['repack', '-adq'], files);
});

async function publish(name: string) {
  const bare = home.resolve('host', 'acme', `${name}.git`);
  const files = home.resolve('files');
  await cp(original.resolve('bare'), bare, { recursive: true });
  await cp(original.resolve('files'), files, { recursive: true });
  return { bare, files };
}

const target = (kind: Kind) =>
  kind === 'local'
    ? `file:${home.resolve('host/acme')}/payments-eth/catalog-info.yaml`
    : `url:https://${kind}.com/acme/payments-eth/${
        { github: 'tree', gitlab: '-/tree', gitea: 'src/branch' }[kind]
      }/main/`;

function options(kind: Kind, location = target(kind)) {
  const config = new ConfigReader({ integrations: host.integrations });
  return {
    catalog: catalogServiceMock({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'payments-eth-geth-0',
            annotations: { 'backstage.io/source-location': location },
          },
        },
      ],
    }),
    integrations: ScmIntegrations.fromConfig(config),
    repositories: { directory: home.resolve('host/acme'), locations: [] },
    requireScmUserCredentials: false,
    author: { name: 'Scaffolder', email: 'scaffolder@localhost' },
    secrets: [],
  };
}

type Input = { entityRef: string; request: string | Record<string, any> };

async function change(
  kind: Kind,
  {
    request = changed,
    isDryRun = false,
    location,
  }: {
    request?: Input['request'];
    isDryRun?: boolean;
    location?: string;
  } = {},
) {
  const context = createMockActionContext<Input>({
    input: { entityRef: 'payments-eth-geth-0', request },
    workspacePath: home.resolve('workspace'),
  });
  context.isDryRun = isDryRun;
  await createChangeRepositoryAction(options(kind, location)).handler(context);
  return Object.fromEntries(jest.mocked(context.output).mock.calls);
}

const branches = (bare: string) =>
  git(['for-each-ref', '--format=%(refname:short)', 'refs/heads'], bare);

beforeEach(async () => {
  home.setContent({ workspace: {}, host: { acme: {} } });
  host = await GitHost.start(home.resolve('host'));
});
afterEach(() => host.stop());

describe('ethereum:repo:change', () => {
  it.each(kinds)('opens a pull request at %s, once', async kind => {
    const { bare } = await publish('payments-eth');
    const output = await change(kind);
    expect(output).toMatchObject({
      outcome: 'proposed',
      branch: expect.stringMatching(/^nodeyard\/change-[0-9a-f]{12}$/),
      pullRequestUrl: `https://${kind}.com/acme/payments-eth/pull/1`,
      conflicts: [],
    });
    const { branch } = output;
    expect(
      await git(['show', `${branch}:environments/production.yaml`], bare),
    ).toMatch(/size: "2000Gi"[^]*# Mine\.$/);
    expect(await git(['log', '-1', '--format=%an %s', branch], bare)).toBe(
      'Scaffolder Change the nodes of payments-eth',
    );
    expect(await git(['rev-parse', `${branch}^`], bare)).toBe(
      await git(['rev-parse', 'main'], bare),
    );
    const [pull] = host.pullRequests.opened;
    expect(pull).toMatchObject({ host: kind, branch, base: 'main' });
    expect(pull?.description).toContain('make expand-volume NODE');

    // As after a crash between two steps: nothing is there twice.
    expect(await change(kind)).toEqual(output);
    host.pullRequests.opened.length = 0;
    expect(await change(kind)).toMatchObject({ branch });
    expect(host.pullRequests.opened).toHaveLength(1);
    expect(await branches(bare)).toBe(`main\n${branch}`);
  });

  it('commits on a branch of a repository of this machine', async () => {
    const { bare } = await publish('payments-eth');
    const output = await change('local');
    expect(output.pullRequestUrl).toBeUndefined();
    expect(await change('local')).toEqual(output);
    expect(await branches(bare)).toBe(`main\n${output.branch}`);
  });

  it('takes YAML, and changes nothing where the request is the present one', async () => {
    const { bare } = await publish('payments-eth');
    expect(
      await change('github', { request: JSON.stringify(exampleRequest) }),
    ).toMatchObject({ outcome: 'unchanged', branch: undefined });
    expect(await branches(bare)).toBe('main');
  });

  it('shows the present request without a new one, and pushes nothing', async () => {
    const { bare } = await publish('payments-eth');
    const { request, outcome } = await change('github', { request: '' });
    expect(outcome).toBe('compared');
    expect(parse(request)).toEqual(exampleRequest);
    expect(await branches(bare)).toBe('main');
    expect(await change('github', { request })).toMatchObject({
      outcome: 'unchanged',
    });
  });

  it('pushes nothing in a dry run', async () => {
    const { bare } = await publish('payments-eth');
    expect(await change('github', { isDryRun: true })).toMatchObject({
      outcome: 'compared',
      description: expect.stringContaining('2000Gi'),
    });
    expect(await branches(bare)).toBe('main');
  });

  it('follows the default branch that the host names', async () => {
    const { bare } = await publish('payments-eth');
    await git(['branch', '-m', 'main', 'trunk'], bare);
    await git(['symbolic-ref', 'HEAD', 'refs/heads/trunk'], bare);
    host.pullRequests.defaultBranch = 'trunk';
    await change('github');
    expect(host.pullRequests.opened).toMatchObject([{ base: 'trunk' }]);
  });

  it('does not touch a branch of that name with other commits', async () => {
    const { bare, files } = await publish('payments-eth');
    const { branch } = await change('github');
    await git(['branch', '--force', branch, 'main'], bare);
    const before = await git(['rev-parse', branch], bare);
    await expect(change('github')).rejects.toThrow('has commits of others');
    expect(await git(['rev-parse', branch], bare)).toBe(before);
    expect(files).toBeDefined();
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      'archived',
      () => {
        host.pullRequests.isArchived = true;
      },
      /is archived/,
    ],
    [
      'without the right to push',
      () => {
        host.pullRequests.canPush = false;
      },
      /may not push/,
    ],
    ['deleted', () => rm(home.resolve('host/acme'), { recursive: true }), /./],
  ])('refuses a repository that is %s', async (_, harm, reason) => {
    await publish('payments-eth');
    await harm();
    await expect(change('gitlab')).rejects.toThrow(reason);
    expect(host.requests.some(asked => asked.includes('receive-pack'))).toBe(
      false,
    );
  });

  it('refuses a repository that nodeyard did not write', async () => {
    const { bare, files } = await publish('payments-eth');
    await git(['rm', '--quiet', 'blueprint.lock.yaml'], files);
    await git(['commit', '--quiet', '-m', 'Remove'], files);
    await git(['push', '--quiet', bare, 'main'], files);
    await expect(change('github')).rejects.toThrow(
      'blueprint.lock.yaml is missing',
    );
  });

  it('refuses a repository with a submodule where the blueprint has files', async () => {
    const { bare, files } = await publish('payments-eth');
    await git(['rm', '-r', '--quiet', 'charts'], files);
    await writeFile(
      `${files}/.gitmodules`,
      '[submodule "charts"]\n\tpath = charts\n\turl = https://github.com/acme/charts\n',
    );
    const commit = await git(['rev-parse', 'HEAD'], files);
    await git(
      ['update-index', '--add', '--cacheinfo', `160000,${commit},charts`],
      files,
    );
    await git(['add', '.gitmodules'], files);
    await git(['commit', '--quiet', '-m', 'Submodule'], files);
    await git(['push', '--quiet', bare, 'main'], files);
    await expect(change('github')).rejects.toThrow('charts is a submodule');
  });

  it.each([
    ['another request of another network', { ...changed, network: 'hoodi' }],
    ['text that is no request', '['],
  ])('refuses %s, with its problem', async (_, request) => {
    const { bare } = await publish('payments-eth');
    await expect(change('github', { request })).rejects.toThrow(
      /network "hoodi" is "sepolia"|is not YAML/,
    );
    expect(await branches(bare)).toBe('main');
  });

  it.each([
    ['another host', 'url:https://git.example.com/acme/payments-eth/'],
    ['no repository', 'url:https://github.com/'],
    ['a folder elsewhere', 'file:/etc/passwd'],
    ['a folder above', 'file:../../etc/catalog-info.yaml'],
  ])('refuses an entity from %s', async (_, location) => {
    await publish('payments-eth');
    await expect(change('github', { location })).rejects.toThrow(
      /no credentials for|names no repository|not from a repository/,
    );
  });
});

describe('ethereum:repo:update', () => {
  it('has nothing to do for a repository of this release', async () => {
    await publish('payments-eth');
    const context = createMockActionContext<{ entityRef: string }>({
      input: { entityRef: 'component:default/payments-eth-geth-0' },
      workspacePath: home.resolve('workspace'),
    });
    await createUpdateRepositoryAction(options('github')).handler(context);
    expect(
      Object.fromEntries(jest.mocked(context.output).mock.calls),
    ).toMatchObject({ outcome: 'unchanged' });
  });

  it('changes the request and the blueprint at once, where both are given', async () => {
    const { bare, files } = await publish('payments-eth');
    await toBefore(files);
    await git(['push', '--quiet', bare, 'main'], files);
    await expect(change('github')).rejects.toThrow('nodeyard update');
    const context = createMockActionContext<Input>({
      input: {
        entityRef: 'component:default/payments-eth-geth-0',
        request: changed,
      },
      workspacePath: home.resolve('workspace'),
    });
    await createUpdateRepositoryAction(options('github')).handler(context);
    const { branch } = Object.fromEntries(
      jest.mocked(context.output).mock.calls,
    ) as { branch: string };
    expect(branch).toMatch(/^nodeyard\/update-/);
    expect(await git(['show', `${branch}:make/help.mk`], bare)).not.toContain(
      'Before',
    );
  });
});

describe('ethereum:fleet:update', () => {
  const names = ['a-eth', 'b-eth', 'c-eth', 'd-eth'];

  /** Three repositories of a blueprint before, and one that nodeyard did not write. */
  async function publishFleet() {
    await publish('a-eth');
    await toBefore(home.resolve('files'));
    for (const name of names) {
      const bare = home.resolve('host', 'acme', `${name}.git`);
      await rm(bare, { recursive: true, force: true });
      await cp(original.resolve('bare'), bare, { recursive: true });
      await git(
        ['push', '--quiet', '--force', bare, 'main'],
        home.resolve('files'),
      );
    }
    await git(['rm', '--quiet', 'blueprint.lock.yaml'], home.resolve('files'));
    await git(['commit', '--quiet', '-m', 'Remove'], home.resolve('files'));
    await git(
      ['push', '--quiet', home.resolve('host/acme/b-eth.git'), 'main'],
      home.resolve('files'),
    );
  }

  async function updateFleet(input: { limit?: number; dryRun?: boolean }) {
    const catalog = catalogServiceMock({
      entities: names.map(name => ({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'System',
        metadata: {
          name,
          annotations: {
            'backstage.io/source-location': `url:https://github.com/acme/${name}/tree/main/`,
          },
        },
        spec: { type: 'ethereum-nodes' },
      })),
    });
    const context = createMockActionContext<typeof input>({
      input,
      workspacePath: home.resolve('workspace'),
    });
    await createUpdateFleetAction({ ...options('github'), catalog }).handler(
      context,
    );
    const output = Object.fromEntries(
      jest.mocked(context.output).mock.calls,
    ) as { repositories: { state: string }[]; opened: number; table: string };
    return { ...output, states: output.repositories.map(({ state }) => state) };
  }

  it('opens a bounded number of pull requests in one run, none twice, and goes on after a refused repository', async () => {
    await publishFleet();
    const dry = await updateFleet({ dryRun: true });
    expect(dry.states).toEqual(['behind', 'refused', 'behind', 'behind']);
    expect(host.pullRequests.opened).toEqual([]);
    expect(dry.table).toMatch(
      /\| system:default\/a-eth \| behind \| \d+\.\d+\.\d+ \| [23] \| 0 \|/,
    );
    expect(dry.table).toMatch(
      /b-eth \| refused .*blueprint\.lock\.yaml is missing/,
    );

    expect((await updateFleet({ limit: 2 })).states).toEqual([
      'opened',
      'refused',
      'opened',
      'behind',
    ]);
    expect(host.pullRequests.opened).toHaveLength(2);
    expect((await updateFleet({ limit: 1 })).states).toEqual([
      'open already',
      'refused',
      'open already',
      'opened',
    ]);
    expect(
      host.pullRequests.opened.map(({ repository }) => repository),
    ).toEqual(['a-eth', 'c-eth', 'd-eth']);
  });
});

/** Commits what a blueprint of before wrote: another content, in a lock of before checksums. */
async function toBefore(files: string): Promise<void> {
  const lock = await readFile(`${files}/blueprint.lock.yaml`, 'utf8');
  await writeFile(`${files}/make/help.mk`, '# Before.\n');
  await writeFile(
    `${files}/blueprint.lock.yaml`,
    lock
      .replace(/^checksum: .*\n/m, '')
      .replace(
        /(make\/help\.mk: sha256:)\w+/,
        `$1${await digestOf(`${files}/make/help.mk`)}`,
      ),
  );
  await git(['commit', '--quiet', '-am', 'Before'], files);
}

async function digestOf(path: string): Promise<string> {
  const { createHash } = await import('node:crypto');
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
