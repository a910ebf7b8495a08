import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { textOf } from '../../testing/inspect';
import { aPlan } from '../../testing/plans';
import { requireTools, toolPath } from '../../testing/tools';
import type { RepositoryFile } from '../file';
import { repositoryFiles } from '../repository';
import { writeFiles } from '../write';
import { actions } from './actions';

const execute = promisify(execFile);

const workflowSchema = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.strictObject({}),
  concurrency: z.object({ group: z.string() }).optional(),
  jobs: z.record(
    z.string(),
    z.object({
      'timeout-minutes': z.number().max(360),
      permissions: z.record(z.string(), z.enum(['read', 'write'])),
      concurrency: z.object({ group: z.string() }).optional(),
      environment: z.string().optional(),
      env: z.record(z.string(), z.string()).optional(),
      steps: z.array(
        z.object({
          uses: z.string().optional(),
          run: z.string().optional(),
          env: z.record(z.string(), z.string()).default({}),
        }),
      ),
    }),
  ),
});
const gitlabJobSchema = z.strictObject({
  stage: z.string(),
  rules: z.array(
    z.strictObject({
      if: z.string(),
      when: z.literal('manual').optional(),
      allow_failure: z.boolean().optional(),
    }),
  ),
  timeout: z.string(),
  interruptible: z.boolean(),
  resource_group: z.string().optional(),
  environment: z.strictObject({ name: z.string() }).optional(),
  variables: z.record(z.string(), z.string()),
  script: z.array(z.string()),
});

/** Workflows by name. */
function workflowsOf(files: readonly RepositoryFile[], host: string) {
  const prefix = `.${host}/workflows/`;
  return new Map(
    files
      .filter(({ path }) => path.startsWith(prefix))
      .map(({ path }) => [
        path.slice(prefix.length).replace('.yaml', ''),
        workflowSchema.parse(parse(textOf(files, path))),
      ]),
  );
}

function gitlabJobsOf(files: readonly RepositoryFile[]) {
  const { workflow, stages, ...jobs } = z
    .record(z.string(), z.unknown())
    .parse(parse(textOf(files, '.gitlab-ci.yml')));
  expect([workflow, stages]).toEqual([expect.anything(), expect.anything()]);
  return new Map(
    Object.entries(jobs).map(([name, job]) => [
      name,
      gitlabJobSchema.parse(job),
    ]),
  );
}

/** A command without the assignments before it. */
const commandOf = (line: string) =>
  line.replace(/^(?:[A-Z_]+=(?:"[^"]*"|[a-z]+) )+/, '');

const hosts = ['github', 'gitea'] as const;

describe.each(hosts)('workflows for %s', host => {
  let files: RepositoryFile[];
  beforeAll(async () => {
    files = await repositoryFiles(aPlan({ ci: host }));
  });

  it('are those of every job', () => {
    expect([...workflowsOf(files, host).keys()]).toEqual([
      'deploy',
      'diff',
      'drift',
      'promote',
      'signatures',
      'validate',
    ]);
  });

  it('pass actionlint', async () => {
    requireTools('actionlint');
    const folder = await mkdtemp(join(tmpdir(), 'nodeyard-actionlint-'));
    const workflows = files.filter(({ path }) => path.includes('/workflows/'));
    await writeFiles(workflows, folder);
    const { stdout } = await execute(
      'actionlint',
      workflows.map(({ path }) => join(folder, path)),
      { env: { PATH: toolPath } },
    );
    await rm(folder, { recursive: true });
    expect(stdout).toBe('');
  });

  it('give each job a bound, a lock and no more rights than it uses', () => {
    const rights: Record<string, object> = {};
    for (const [name, { concurrency, jobs }] of workflowsOf(files, host)) {
      for (const job of Object.values(jobs)) {
        rights[name] = job.permissions;
        expect(job['timeout-minutes']).toBeGreaterThan(0);
        expect(job.concurrency ?? concurrency).toBeDefined();
      }
    }
    expect(rights).toEqual({
      validate: { contents: 'read' },
      diff: { contents: 'read', 'pull-requests': 'write' },
      signatures: { contents: 'read' },
      drift: { contents: 'read' },
      promote: { contents: 'write', 'pull-requests': 'write' },
      deploy: { contents: 'read' },
    });
  });

  it('have no expression in a command', () => {
    const commands = [...workflowsOf(files, host).values()].flatMap(workflow =>
      Object.values(workflow.jobs).flatMap(({ steps }) =>
        steps.flatMap(({ run }) => run ?? []),
      ),
    );
    expect(commands.length).toBeGreaterThan(10);
    expect(commands.filter(command => command.includes('${{'))).toEqual([]);
  });

  it('hand out secrets to no other step than the one that uses them', () => {
    const holders: Record<string, string[]> = {};
    for (const { jobs } of workflowsOf(files, host).values()) {
      for (const { steps } of Object.values(jobs)) {
        for (const { run = '', env } of steps) {
          for (const value of Object.values(env)) {
            const [, secret] =
              /\$\{\{ (?:secrets|github)\.(\w+|token) \}\}/.exec(value) ?? [];
            if (secret) (holders[secret] ??= []).push(run);
          }
        }
      }
    }
    expect(holders).toMatchObject({
      token: [
        'scripts/ci/comment.sh diff.md',
        'scripts/ci/promote.sh',
        'scripts/ci/promote.sh',
      ],
      KUBECONFIG_DIFF_STAGING: ['scripts/ci/drift.sh'],
      KUBECONFIG_STAGING: ['scripts/ci/deploy.sh'],
      SOPS_AGE_KEY_STAGING: ['scripts/ci/deploy.sh'],
      SOPS_AGE_KEY_PRODUCTION: ['scripts/ci/deploy.sh'],
    });
  });

  it('deploy in the environment of the host, whose rules and secrets apply', () => {
    const deploy = workflowsOf(files, host).get('deploy');
    expect(
      Object.entries(deploy?.jobs ?? {}).map(([name, job]) => [
        name,
        job.environment,
        job.env,
      ]),
    ).toEqual([
      ['staging', 'staging', { ENVIRONMENT: 'staging' }],
      ['production', 'production', { ENVIRONMENT: 'production' }],
    ]);
  });
});

describe('the actions of workflows', () => {
  it('are the commits of our own workflows', async () => {
    const folder = resolve(__dirname, '../../../../../.github/workflows');
    const names = await readdir(folder);
    const texts = await Promise.all(
      names.map(name => readFile(join(folder, name), 'utf8')),
    );
    for (const action of Object.values(actions)) {
      expect(action).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      expect(texts.join('\n')).toContain(`uses: ${action}\n`);
    }
  });

  it('have their release beside them', async () => {
    const files = await repositoryFiles(aPlan({ ci: 'github' }));
    expect(textOf(files, '.github/workflows/validate.yaml')).toContain(
      `uses: ${actions.checkout}\n`,
    );
  });
});

describe('the pipeline for GitLab', () => {
  it('runs the same commands as the workflows for GitHub', async () => {
    const github = workflowsOf(
      await repositoryFiles(aPlan({ ci: 'github' })),
      'github',
    );
    const expected = [...github].flatMap(([name, { jobs }]) =>
      Object.entries(jobs).map(([key, { steps, env = {} }]) => [
        key === name ? name : `${name}-${key}`,
        { run: steps.flatMap(({ run }) => run ?? []), env },
      ]),
    );
    const actual = [
      ...gitlabJobsOf(await repositoryFiles(aPlan({ ci: 'gitlab' }))),
    ].map(
      ([
        name,
        {
          script,
          variables: { GIT_DEPTH, ...env },
        },
      ]) => {
        expect(GIT_DEPTH).toMatch(/^\d+$/);
        return [name, { run: script.map(commandOf), env }];
      },
    );
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
  });

  it('hands out a key and a cluster to the commands that use them', async () => {
    const jobs = gitlabJobsOf(await repositoryFiles(aPlan({ ci: 'gitlab' })));
    const lines = [...jobs].flatMap(([name, { script }]) =>
      script
        .filter(line => /SOPS_AGE_KEY|KUBECONFIG_(?!DIFF)/.test(line))
        .map(line => `${name}: ${commandOf(line)}`),
    );
    expect(lines).toEqual([
      'deploy-staging: scripts/ci/deploy.sh',
      'deploy-production: scripts/ci/deploy.sh',
    ]);
    expect(jobs.get('deploy-production')).toMatchObject({
      environment: { name: 'production' },
      resource_group: 'environment-production',
    });
  });

  it('deploys and promotes by hand only', async () => {
    const jobs = gitlabJobsOf(await repositoryFiles(aPlan({ ci: 'gitlab' })));
    for (const [name, { rules }] of jobs) {
      if (!/^(deploy|promote)-/.test(name)) continue;
      expect(rules.map(({ when }) => when)).toEqual(['manual']);
    }
  });
});

describe('the format of workflows', () => {
  const formatOf = async (changes: Record<string, unknown>) => {
    const paths = (await repositoryFiles(aPlan(changes))).map(
      ({ path }) => path,
    );
    return [
      '.github/workflows/validate.yaml',
      '.gitlab-ci.yml',
      '.gitea/workflows/validate.yaml',
    ].filter(path => paths.includes(path));
  };

  it.each([
    [{}, ['.github/workflows/validate.yaml']],
    [{ repository: 'github.com/a/b' }, ['.github/workflows/validate.yaml']],
    [
      { repository: 'git.acme.example/a/b' },
      ['.github/workflows/validate.yaml'],
    ],
    [{ repository: 'gitlab.com/a/b/c' }, ['.gitlab-ci.yml']],
    [{ repository: 'gitlab.acme.example:8443/a/b' }, ['.gitlab-ci.yml']],
    [
      { repository: 'gitea.acme.example/a/b' },
      ['.gitea/workflows/validate.yaml'],
    ],
    [
      { repository: 'github.com/gitlab/gitea' },
      ['.github/workflows/validate.yaml'],
    ],
    [{ repository: 'git.acme.example/a/b', ci: 'gitlab' }, ['.gitlab-ci.yml']],
    [{ repository: 'gitlab.com/a/b', ci: 'none' }, []],
  ])('of %j is %j', async (changes, expected) => {
    expect(await formatOf(changes)).toEqual(expected);
  });

  it('has no job for a cluster that no runner reaches', async () => {
    const files = await repositoryFiles(aPlan({ environments: ['local'] }));
    expect([...workflowsOf(files, 'github').keys()]).toEqual([
      'diff',
      'signatures',
      'validate',
    ]);
  });

  it('promotes from each environment to the next that was requested', async () => {
    const files = await repositoryFiles(
      aPlan({ environments: ['production', 'local'] }),
    );
    const { jobs } = workflowsOf(files, 'github').get('promote') ?? {};
    expect(jobs?.production?.env).toEqual({
      ENVIRONMENT: 'production',
      PROMOTE_FROM: 'local',
    });
  });

  it('names scripts that the repository has', async () => {
    const files = await repositoryFiles(aPlan());
    const paths = new Set(files.map(({ path }) => path));
    const scripts = [...workflowsOf(files, 'github').values()]
      .flatMap(({ jobs }) => Object.values(jobs))
      .flatMap(({ steps }) => steps)
      .flatMap(({ run }) => run?.match(/^scripts\/\S+/)?.[0] ?? []);
    expect(scripts.length).toBeGreaterThan(5);
    expect(scripts.filter(script => !paths.has(script))).toEqual([]);
  });
});

describe('the README', () => {
  const readmeOf = async (changes: Record<string, unknown>) =>
    textOf(await repositoryFiles(aPlan(changes)), 'README.md');

  it('has every job, and every secret that the workflows read', async () => {
    for (const ci of ['github', 'gitlab', 'gitea']) {
      const files = await repositoryFiles(aPlan({ ci }));
      const readme = textOf(files, 'README.md');
      const workflows = files
        .filter(({ path }) => /workflows\/|gitlab-ci/.test(path))
        .map(({ content }) => Buffer.from(content).toString())
        .join('\n');
      const secrets = workflows.matchAll(
        /(?:secrets\.|\$)((?:KUBECONFIG|SOPS_AGE_KEY|COMMENT|PROMOTE)_\w+)/g,
      );
      const names = [...new Set([...secrets].map(([, name]) => name))];
      expect(names.length).toBeGreaterThan(5);
      expect(names.filter(name => !readme.includes(name ?? ''))).toEqual([]);
      expect(readme).toContain('| promote | by hand |');
    }
  });

  it('has no such section where no workflows were requested', async () => {
    expect(await readmeOf({ ci: 'none' })).not.toContain('CI/CD');
  });

  it('has no secrets where no environment can be reached', async () => {
    const readme = await readmeOf({ environments: ['local'] });
    expect(readme).toContain('## CI/CD');
    expect(readme).not.toMatch(/secrets:|by hand/);
  });
});
