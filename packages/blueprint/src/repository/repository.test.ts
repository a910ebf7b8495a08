/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { parse } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../../../../tests/ensurePresent';
import { currentFacts } from '../facts';
import { aPlan } from '../testing/plans';
import { documentsOf, textOf, yamlOf } from '../testing/inspect';
import { aNode, aRequest } from '../testing/requests';
import { planRequest } from '../plan/plan';
import { digestOf } from './lock';
import { repositoryFiles } from './repository';

const annotatedSchema = z.object({
  kind: z.string(),
  metadata: z.object({
    name: z.string(),
    annotations: z.record(z.string(), z.string()).optional(),
    links: z.array(z.object({ url: z.url() })).optional(),
  }),
});
const describedSchema = z.object({ description: z.string() });

const hostile = [
  'name: yes',
  '0123',
  `"'`,
  'a\nkind: Group\n---\napiVersion: v1',
  '{{ .Values.secret }}',
  '${{ secrets.TOKEN }}',
  '{% include "x" %}',
  '- [x](javascript:alert(1)) <script>alert(1)</script> ![](http://x)',
  '# heading\n1. list\n    code\n> quote',
  '👩‍💻 \ttab',
  '../../etc/passwd',
  '*anchor &anchor !tag | > @ `',
  '$(rm -rf ~) `id` $HOME',
];

describe('a team repository', () => {
  it('contains the blueprint, the answers and nothing else', async () => {
    const paths = (
      await repositoryFiles(aPlan({ environments: ['staging'] }))
    ).map(file => file.path);
    expect(paths).toEqual([...paths].sort());
    expect(
      paths.filter(
        path =>
          !/^(charts|values|helmfiles|make|scripts\/operate)\//.test(path),
      ),
    ).toEqual([
      '.github/workflows/deploy.yaml',
      '.github/workflows/diff.yaml',
      '.github/workflows/drift.yaml',
      '.github/workflows/signatures.yaml',
      '.github/workflows/validate.yaml',
      '.gitignore',
      'CODEOWNERS',
      'Makefile',
      'README.md',
      'blueprint.lock.yaml',
      'catalog-info.yaml',
      'docs/index.md',
      'environments/staging.yaml',
      'helmfile.yaml.gotmpl',
      'mkdocs.yml',
      'renovate.json',
      'scripts/ci/comment.sh',
      'scripts/ci/common.sh',
      'scripts/ci/deploy.sh',
      'scripts/ci/diff.sh',
      'scripts/ci/drift.sh',
      'scripts/ci/host.sh',
      'scripts/ci/objects.awk',
      'scripts/ci/promote.sh',
      'scripts/ci/signatures.sh',
      'scripts/ci/validate.sh',
      'scripts/confirm.sh',
      'scripts/gateway-api.sh',
      'scripts/gitops.sh',
      'scripts/install-tools.sh',
      'scripts/record-images.sh',
      'scripts/validate-deployment.sh',
      'scripts/vendor-charts.sh',
      'signers.txt',
      'versions.yaml',
    ]);
    expect(paths).toEqual(
      expect.arrayContaining([
        'charts/ethereum-infrastructure/Chart.yaml',
        'charts/ethereum-network/Chart.yaml',
        'charts/platform/Chart.yaml',
      ]),
    );
  });

  it('has the requested values in its environment', async () => {
    const plan = aPlan({
      nodes: [
        aNode({ storage: { size: '900Gi', className: 'fast' } }),
        aNode({ history: undefined }),
      ],
    });
    expect(
      yamlOf(await repositoryFiles(plan), 'environments/production.yaml'),
    ).toEqual({
      namespace: 'payments-eth',
      platform: {
        infrastructure: {
          enabled: true,
          namespace: {
            podSecurity: 'restricted',
            defaultDeny: ['Ingress', 'Egress'],
            quota: { pods: 100, persistentvolumeclaims: 50 },
          },
        },
      },
      network: 'sepolia',
      owner: {
        team: 'group:default/payments',
        system: 'system:default/payments-eth',
      },
      nodes: {
        'geth-0': {
          entityRef: 'component:default/payments-eth-geth-0',
          execution: {
            client: 'geth',
            history: 'pre-prague',
            storage: { size: '900Gi', storageClassName: 'fast' },
          },
          consensus: { client: 'lighthouse', storage: { size: '100Gi' } },
        },
        'geth-1': {
          entityRef: 'component:default/payments-eth-geth-1',
          execution: {
            client: 'geth',
            history: 'full',
            storage: { size: '700Gi' },
          },
          consensus: { client: 'lighthouse', storage: { size: '100Gi' } },
        },
      },
    });
  });

  it('has a pool in each environment, with one pod in local', async () => {
    const files = await repositoryFiles(
      aPlan({ serve: { min: 2, max: 6, execution: 'erigon', cpu: 60 } }),
    );
    const pool = {
      entityRef: 'component:default/payments-eth-rpc',
      execution: {
        client: 'erigon',
        history: 'full',
        storage: { size: '1000Gi' },
      },
      autoscaling: {
        minReplicas: 2,
        maxReplicas: 6,
        targetCPUUtilizationPercentage: 60,
      },
    };
    expect(yamlOf(files, 'environments/production.yaml')).toMatchObject({
      serve: { rpc: pool },
    });
    expect(yamlOf(files, 'environments/local.yaml')).toMatchObject({
      serve: {
        rpc: {
          ...pool,
          autoscaling: {
            minReplicas: 1,
            maxReplicas: 1,
            targetCPUUtilizationPercentage: 60,
          },
        },
      },
    });
  });

  it('has the URL of a pool in the catalog and in the README', async () => {
    const files = await repositoryFiles(aPlan({ serve: { min: 2, max: 6 } }));
    const entities = documentsOf(textOf(files, 'catalog-info.yaml'));
    expect(entities).toContainEqual(
      expect.objectContaining({
        metadata: expect.objectContaining({
          name: 'payments-eth-rpc',
          annotations: expect.objectContaining({
            'backstage.io/kubernetes-id': 'payments-eth-rpc',
            'ethereum.nodeyard.io/node': 'auto',
          }),
        }),
        spec: expect.objectContaining({
          type: 'ethereum-node-pool',
          providesApis: ['payments-eth-json-rpc'],
        }),
      }),
    );
    expect(textOf(files, 'catalog-info.yaml')).toContain(
      'http://rpc.payments-eth.svc:8545',
    );
    expect(textOf(files, 'README.md')).toContain(
      'http://rpc.payments-eth.svc:8545',
    );
  });

  it('shows in each environment how to set its cluster and further callers', async () => {
    const files = await repositoryFiles(aPlan());
    for (const name of ['local', 'staging', 'production']) {
      const text = textOf(files, `environments/${name}.yaml`);
      expect(text).toContain(`\n# kubeContext: the-cluster-of-${name}\n`);
      expect(text).toContain('\n# exposure: { rpc: gateway }\n');
      const examples = text
        .split('\n')
        .slice(text.split('\n').indexOf('# networkPolicy:'))
        .filter(line => line.startsWith('#'))
        .map(line => line.slice(2));
      expect(parse(examples.join('\n'))).toEqual({
        networkPolicy: {
          rpcFrom: [
            { podSelector: {} },
            {
              namespaceSelector: {
                matchLabels: {
                  'kubernetes.io/metadata.name': 'my-application',
                },
              },
            },
          ],
        },
      });
    }
  });

  it('states the days of a rolling history in the README and in the catalog', async () => {
    const nodes = [
      aNode({ execution: 'nethermind', history: 'rolling' }),
      aNode({ execution: 'besu', history: 'rolling' }),
    ];
    const files = await repositoryFiles(aPlan({ nodes }));
    for (const name of ['nethermind', 'besu']) {
      const { rollingDays } = ensurePresent(
        currentFacts.executionClients[name],
      );
      const history = `rolling (${rollingDays} days)`;
      expect(textOf(files, 'README.md')).toContain(`| ${history} |`);
      expect(textOf(files, 'catalog-info.yaml')).toContain(history);
    }
  });

  it('explains how to install the tools before their use, and which callers are admitted', async () => {
    const readme = textOf(await repositoryFiles(aPlan()), 'README.md');
    expect(readme.indexOf('make tools')).toBeGreaterThan(0);
    expect(readme.indexOf('make tools')).toBeLessThan(
      readme.indexOf('make template'),
    );
    expect(readme).toContain('networkPolicy.rpcFrom');
    expect(readme).toContain('kubeContext');
  });

  it('mentions only its own environments in the README', async () => {
    const serve = { min: 2, max: 6 };
    const readme = async (environments: string[]) =>
      shownText(
        textOf(
          await repositoryFiles(aPlan({ environments, serve })),
          'README.md',
        ),
      );
    expect(await readme(['production'])).not.toMatch(/environment\s+local/);
    expect(await readme(['local'])).not.toMatch(/production/);
  });

  it('creates the genesis of a devnet before its nodes are deployed', async () => {
    const nodes = [{ execution: 'geth', consensus: 'lodestar' }];
    const readme = textOf(
      await repositoryFiles(aPlan({ network: 'devnet', nodes })),
      'README.md',
    );
    expect(readme.indexOf('kubectl create configmap')).toBeGreaterThan(0);
    expect(readme.indexOf('kubectl create configmap')).toBeLessThan(
      readme.indexOf('make deploy-all'),
    );
    expect(readme).not.toContain('hours to days');
  });

  it('links the pages that its comments name', async () => {
    const files = await repositoryFiles(aPlan());
    expect(textOf(files, 'helmfile.yaml.gotmpl')).toContain('docs/platform.md');
    expect(textOf(files, 'README.md')).toContain('/nodeyard/tree/main/docs');
  });

  it('sets the boot node of a devnet', async () => {
    const network = 'devnet';
    const nodes = [{ execution: 'geth', consensus: 'lodestar' }];
    const networkConfig = async (changes: Record<string, unknown>) =>
      yamlOf(
        await repositoryFiles(aPlan({ network, nodes, ...changes })),
        'environments/local.yaml',
      );
    const named = {
      networkConfig: {
        existingConfigMap: 'devnet-genesis',
        bootNode: 'geth-0',
      },
    };
    expect(await networkConfig({ nodes: [...nodes, ...nodes] })).toMatchObject(
      named,
    );
    expect(await networkConfig({ serve: { min: 1, max: 2 } })).toMatchObject(
      named,
    );
  });

  it('contains genesis and validators for a devnet', async () => {
    const plan = aPlan({
      network: 'devnet',
      nodes: [{ execution: 'geth', consensus: 'lodestar' }],
    });
    expect(
      yamlOf(await repositoryFiles(plan), 'environments/local.yaml'),
    ).toMatchObject({
      networkConfig: { existingConfigMap: 'devnet-genesis' },
      nodes: {
        'geth-0': {
          consensus: { client: 'lodestar', interopValidators: '0..15' },
        },
      },
    });
  });

  it('describes a system, its API, its namespace and a component per node to the catalog', async () => {
    const files = await repositoryFiles(aPlan({ nodes: [aNode(), aNode()] }));
    const entities = documentsOf(textOf(files, 'catalog-info.yaml'));
    expect(entities).toMatchObject([
      { kind: 'System', metadata: { name: 'payments-eth' } },
      { kind: 'Resource', spec: { system: 'payments-eth' } },
      {
        kind: 'API',
        metadata: { name: 'payments-eth-json-rpc' },
        spec: { type: 'openrpc' },
      },
      {
        kind: 'Component',
        metadata: {
          name: 'payments-eth-geth-0',
          annotations: {
            'ethereum.nodeyard.io/node': 'auto',
            'backstage.io/kubernetes-id': 'payments-eth-geth-0',
          },
        },
        spec: {
          type: 'ethereum-node',
          providesApis: ['payments-eth-json-rpc'],
        },
      },
      { kind: 'Component', metadata: { name: 'payments-eth-geth-1' } },
    ]);
  });

  it.each([
    [
      'github.com/acme/eth',
      { 'github.com/project-slug': 'acme/eth' },
      'https://github.com/acme/eth',
    ],
    [
      'gitlab.com/acme/chain/eth',
      { 'gitlab.com/project-slug': 'acme/chain/eth' },
      'https://gitlab.com/acme/chain/eth',
    ],
    [
      'git.acme.example:8443/acme/eth',
      {},
      'https://git.acme.example:8443/acme/eth',
    ],
    [undefined, {}, undefined],
  ])(
    'at %s has the annotations of the plugins of Git hosts, Kubernetes, Grafana and TechDocs',
    async (repository, slug, url) => {
      const files = await repositoryFiles(
        aPlan({ repository, serve: { min: 1, max: 2 } }),
      );
      const entities = documentsOf(textOf(files, 'catalog-info.yaml')).map(
        entity => annotatedSchema.parse(entity),
      );
      const [system] = entities.filter(({ kind }) => kind === 'System');
      expect(system?.metadata.annotations).toEqual({
        ...slug,
        'backstage.io/techdocs-ref': 'dir:.',
      });
      const components = entities.filter(({ kind }) => kind === 'Component');
      expect(components).toHaveLength(2);
      for (const { metadata } of components) {
        expect(metadata.annotations).toEqual({
          ...slug,
          'backstage.io/kubernetes-id': metadata.name,
          'backstage.io/kubernetes-namespace': 'payments-eth',
          'backstage.io/techdocs-entity': 'system:default/payments-eth',
          'ethereum.nodeyard.io/node': 'auto',
          'grafana/dashboard-selector': 'nodeyard',
        });
        const urls = metadata.links?.map(link => link.url) ?? [];
        expect(urls.filter(link => !link.includes('/runbooks/'))).toEqual(
          url ? [url] : [],
        );
      }
      for (const { metadata } of entities) {
        expect(metadata.annotations ?? slug).toMatchObject(slug);
      }
    },
  );

  it('has a page for callers, with its URL and the API to name', async () => {
    const pool = await repositoryFiles(aPlan({ serve: { min: 1, max: 2 } }));
    expect(textOf(pool, 'docs/index.md')).toContain(
      'http://rpc.payments-eth.svc:8545',
    );
    const files = await repositoryFiles(aPlan());
    const page = textOf(files, 'docs/index.md');
    expect(page).toContain('http://geth-0.payments-eth.svc:8545');
    expect(page).toContain('consumesApis: [payments-eth-json-rpc]');
    expect(yamlOf(files, 'mkdocs.yml')).toEqual({
      site_name: 'payments-eth',
      nav: [{ Calling: 'index.md' }],
      plugins: ['techdocs-core'],
    });
  });

  it.each([
    ['group:default/payments', 'github.com/acme/eth', '* @acme/payments'],
    [
      'group:default/payments',
      'gitlab.com/acme/chain/eth',
      '* @acme/chain/payments',
    ],
    ['user:default/ada', 'github.com/acme/eth', '* @ada'],
  ])('of %s at %s has the code owner %s', async (owner, repository, line) => {
    expect(
      textOf(
        await repositoryFiles(aPlan({ owner, repository })),
        'CODEOWNERS',
      ).split('\n'),
    ).toContain(line);
  });

  it('names no code owner for an unknown host', async () => {
    const lines = textOf(await repositoryFiles(aPlan()), 'CODEOWNERS')
      .trim()
      .split('\n');
    expect(lines.every(line => line.startsWith('#'))).toBe(true);
  });

  it('records the digest of every file but the lock, and the request', async () => {
    const files = await repositoryFiles(aPlan());
    const others = files.filter(file => file.path !== 'blueprint.lock.yaml');
    expect(yamlOf(files, 'blueprint.lock.yaml')).toEqual({
      apiVersion: 'nodeyard.io/v1',
      kind: 'BlueprintLock',
      checksum: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      blueprint: {
        package: '@nodeyard/blueprint',
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      },
      request: aRequest(),
      files: Object.fromEntries(
        others.map(file => [file.path, digestOf(file.content)]),
      ),
    });
  });

  it('does not depend on the day on which it is made', async () => {
    const late = planRequest(aRequest(), {
      now: new Date('2031-01-01T00:00:00Z'),
    });
    expect(late.ok && (await repositoryFiles(late.plan))).toEqual(
      await repositoryFiles(aPlan()),
    );
  });
});

/** The only files that people's words get into; neither helm nor helmfile nor the CI reads them. */
const mayHoldTexts = ['README.md', 'blueprint.lock.yaml', 'catalog-info.yaml'];

describe('a text of the request', () => {
  it.each(hostile)(
    'such as %j stays that text in every file',
    async description => {
      expect(await readBack(description)).toEqual(unchanged(description));
    },
  );

  it('stays the same text in every file', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }),
        async description => {
          if (
            !planRequest(aRequest({ description }), { now: new Date(0) }).ok
          ) {
            return;
          }
          accepted += 1;
          expect(await readBack(description)).toEqual(unchanged(description));
        },
      ),
      { numRuns: 100 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});

function unchanged(description: string) {
  return {
    system: description,
    api: description,
    lock: description,
    readme: words(description),
    elsewhere: [],
  };
}

/** A description as the readers of a repository's files understand it, and the files that it should not have changed. */
async function readBack(description: string) {
  const plain = await repositoryFiles(aPlan());
  const files = await repositoryFiles(aPlan({ description }));
  const [system, , api] = documentsOf(textOf(files, 'catalog-info.yaml'));
  const { request } = z
    .object({ request: describedSchema })
    .parse(yamlOf(files, 'blueprint.lock.yaml'));
  return {
    system: z
      .object({ kind: z.literal('System'), metadata: describedSchema })
      .parse(system).metadata.description,
    api: z
      .object({ info: describedSchema })
      .parse(JSON.parse(definitionOf(api))).info.description,
    lock: request.description,
    readme: shownBy(textOf(files, 'README.md')),
    elsewhere: files
      .filter(
        (file, index) =>
          digestOf(file.content) !==
          digestOf(ensurePresent(plain[index]).content),
      )
      .map(file => file.path)
      .filter(path => !mayHoldTexts.includes(path)),
  };
}
const apiSchema = z.object({
  kind: z.literal('API'),
  spec: z.object({ definition: z.string() }),
});

function definitionOf(api: unknown): string {
  return apiSchema.parse(api).spec.definition;
}

/** All text of a Markdown file as its reader sees it. */
function shownText(markdown: string): string {
  return new MarkdownIt()
    .parse(markdown, {})
    .flatMap(({ children }) => children ?? [])
    .map(({ content }) => content)
    .join('');
}

/** What a reader of the README sees between the title and the sentence about the network; nothing of it is markup. */
function shownBy(readme: string): string {
  const tokens = new MarkdownIt({ html: true }).parse(readme, {}).slice(3);
  const paragraphs: string[] = [];
  for (
    let index = 0;
    !ensurePresent(tokens[index + 1]).content.startsWith('Ethereum nodes on');
    index += 3
  ) {
    expect(tokens[index]?.type).toBe('paragraph_open');
    const parts = ensurePresent(tokens[index + 1]).children ?? [];
    expect(
      parts.filter(part => !/^(text|softbreak|text_special)$/.test(part.type)),
    ).toEqual([]);
    paragraphs.push(
      parts
        .map(part => (part.type === 'softbreak' ? ' ' : part.content))
        .join(''),
    );
  }
  return words(paragraphs.join(' '));
}

function words(text: string): string {
  return text.split(/\s+/).filter(Boolean).join(' ');
}
