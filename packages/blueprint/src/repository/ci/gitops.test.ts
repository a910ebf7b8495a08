import {
  appendFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { aCheckout } from '../../testing/checkouts';
import type { Checkout } from '../../testing/checkouts';
import { documentsOf } from '../../testing/inspect';
import { aNode } from '../../testing/requests';
import { requireTools } from '../../testing/tools';

jest.setTimeout(120_000);

/** Of Argo CD 3.5.0 and Flux 2, recorded by scripts/record-gitops-schemas.ts. */
const SCHEMAS = resolve(
  __dirname,
  '__fixtures__/schemas/{{ .ResourceKind }}.json',
);

const applicationSchema = z.object({
  kind: z.literal('Application'),
  metadata: z.object({ annotations: z.record(z.string(), z.string()) }),
  spec: z.object({
    source: z.object({
      repoURL: z.string(),
      path: z.string(),
      helm: z.object({
        releaseName: z.string(),
        valueFiles: z.tuple([z.string()]),
      }),
    }),
    destination: z.object({ namespace: z.string() }),
  }),
});
const releaseSchema = z.object({
  kind: z.literal('HelmRelease'),
  spec: z.object({
    releaseName: z.string(),
    targetNamespace: z.string(),
    chart: z.object({
      spec: z.object({
        chart: z.string(),
        valuesFiles: z.tuple([z.string()]),
      }),
    }),
    dependsOn: z.array(z.object({ name: z.string() })).optional(),
  }),
});

// helm, helmfile and kubeconform are real; neither Argo CD nor Flux runs.
describe('make gitops', () => {
  let home: string;
  let checkout: Checkout;
  beforeAll(() => requireTools('helm', 'helmfile', 'kubeconform'));
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'nodeyard-gitops-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const inRepository = async (changes: Record<string, unknown> = {}) => {
    checkout = await aCheckout(home, {
      environments: ['staging'],
      repository: 'github.com/acme/payments-eth',
      ...changes,
    });
  };
  const gitops = (...args: string[]) =>
    checkout.run('scripts/gitops.sh', {}, '--environment=staging', ...args);
  const textOf = (path: string) =>
    readFile(join(checkout.directory, 'gitops/staging', path), 'utf8');
  const parsedOf = async <T>(path: string, schema: z.ZodType<T>) =>
    schema.parse(parse(await textOf(path)));

  /** Objects of a command's output, in an order of their own. */
  const objectsOf = async (command: string, ...args: string[]) => {
    const { code, output } = await checkout.run(command, {}, ...args);
    expect(code).toBe(0);
    return documentsOf(output)
      .filter(Boolean)
      .map(object => JSON.stringify(object))
      .sort();
  };

  it('has an Application and a HelmRelease of each release, which render what helmfile deploys', async () => {
    await inRepository({
      nodes: [aNode(), aNode({ execution: 'nethermind', consensus: 'teku' })],
      serve: { min: 2, max: 6 },
      snapshots: { schedule: '@daily', store: 's3://eth-snapshots/p' },
    });
    const { code, output } = await checkout.run('make', {}, 'gitops');
    expect(output).toContain('wrote 4 releases into gitops/staging');
    expect(code).toBe(0);
    for (const name of ['sepolia-shared', 'geth-0', 'nethermind-0', 'rpc']) {
      const { spec } = await parsedOf(`argocd/${name}.yaml`, applicationSchema);
      const { spec: flux } = await parsedOf(`flux/${name}.yaml`, releaseSchema);
      expect([
        flux.releaseName,
        flux.targetNamespace,
        flux.chart.spec.chart,
        `../../${flux.chart.spec.valuesFiles[0]}`,
      ]).toEqual([
        spec.source.helm.releaseName,
        spec.destination.namespace,
        `./${spec.source.path}`,
        spec.source.helm.valueFiles[0],
      ]);
      const ours = await objectsOf(
        ...(['helm', 'template', name, flux.chart.spec.chart] as const),
        ...['--namespace', flux.targetNamespace],
        ...['--values', flux.chart.spec.valuesFiles[0]],
      );
      expect(ours.length).toBeGreaterThan(0);
      expect(ours).toEqual(
        await objectsOf(
          ...(['helmfile', '--environment', 'staging', '--quiet'] as const),
          ...['--selector', `name=${name}`, 'template', '--skip-deps'],
        ),
      );
    }
  });

  it('passes the schemas of Argo CD and Flux, which refuse another key', async () => {
    await inRepository();
    await gitops();
    const validate = () =>
      checkout.run(
        'kubeconform',
        {},
        ...['-strict', '-summary', '-schema-location', SCHEMAS],
        ...['gitops/staging/argocd', 'gitops/staging/flux'],
      );
    expect((await validate()).output).toContain('Valid: 5, Invalid: 0');
    await checkout.edit(
      'gitops/staging/flux/geth-0.yaml',
      'releaseName:',
      'releaseNames:',
    );
    await checkout.edit(
      'gitops/staging/argocd/geth-0.yaml',
      'repoURL:',
      'repoUrl:',
    );
    expect((await validate()).output).toContain('Valid: 3, Invalid: 2');
  });

  it('orders what is shared before the nodes, and each node after the one before it', async () => {
    await inRepository({ nodes: [aNode(), aNode()] });
    await gitops();
    const waves: Record<string, unknown> = {};
    const after: Record<string, unknown> = {};
    for (const name of ['sepolia-shared', 'geth-0', 'geth-1']) {
      const application = await parsedOf(
        `argocd/${name}.yaml`,
        applicationSchema,
      );
      waves[name] =
        application.metadata.annotations['argocd.argoproj.io/sync-wave'];
      after[name] = (
        await parsedOf(`flux/${name}.yaml`, releaseSchema)
      ).spec.dependsOn;
    }
    expect(waves).toEqual({
      'sepolia-shared': '0',
      'geth-0': '1',
      'geth-1': '2',
    });
    expect(after).toEqual({
      'sepolia-shared': undefined,
      'geth-0': [{ name: 'payments-eth-staging-sepolia-shared' }],
      'geth-1': [{ name: 'payments-eth-staging-geth-0' }],
    });
  });

  it('is checked by the validation, and keeps a URL that was edited', async () => {
    await inRepository();
    await gitops();
    expect(await textOf('source.yaml')).toContain(
      'url: https://github.com/acme/payments-eth.git',
    );
    expect((await gitops('--check')).code).toBe(0);
    await checkout.edit(
      'gitops/staging/source.yaml',
      'https://github.com/',
      'ssh://git@github.com/',
    );
    await writeFile(join(home, 'schema.json'), '{}');
    const { code, output } = await checkout.run('scripts/ci/validate.sh', {
      SCHEMAS: join(home, 'schema.json'),
    });
    expect(output).toContain('Run: make gitops ENV=staging');
    expect(code).not.toBe(0);
    await gitops();
    expect(await textOf('argocd/geth-0.yaml')).toContain(
      'repoURL: "ssh://git@github.com/acme/payments-eth.git"',
    );
    expect((await gitops('--check')).code).toBe(0);
  });

  it('removes the files of a node that is gone', async () => {
    await inRepository({ nodes: [aNode(), aNode()] });
    await gitops();
    await checkout.edit('environments/staging.yaml', '  geth-1:', '  geth-9:');
    await gitops();
    const names = await readdir(
      join(checkout.directory, 'gitops/staging/values'),
    );
    expect(names.sort()).toEqual([
      'geth-0.yaml',
      'geth-9.yaml',
      'sepolia-shared.yaml',
    ]);
  });

  it('writes nothing where a value refers to a secret', async () => {
    await inRepository();
    await appendFile(
      join(checkout.directory, 'environments/staging.yaml'),
      'execution: { extraArgs: ["ref+sops://secrets.enc.yaml#/key"] }\n',
    );
    const { code, output } = await gitops();
    expect(output).toContain('which would be written in plain text');
    expect(code).toBe(1);
    await expect(textOf('source.yaml')).rejects.toThrow(/ENOENT/);
  });

  it('names what to set where the URL of the repository is not known', async () => {
    await inRepository({ repository: undefined });
    const { code, output } = await gitops();
    expect(output).toContain('set platform.infrastructure.repository');
    expect(code).toBe(1);
    for (const [origin, url] of [
      ['https://ada:token@x.example/a/b', 'https://x.example/a/b'],
      ['git@x.example:a/b.git', 'ssh://git@x.example/a/b.git'],
    ] as const) {
      await checkout.git('config', 'remote.origin.url', origin);
      expect((await gitops()).code).toBe(0);
      expect(await textOf('source.yaml')).toContain(`\nurl: ${url}\n`);
      await rm(join(checkout.directory, 'gitops'), { recursive: true });
    }
    await checkout.git('config', 'remote.origin.url', '/srv/git/eth');
    expect((await gitops()).output).toContain(
      'must be an https or ssh URL without a password',
    );
  });
});
