import { execFile } from 'node:child_process';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aPlan } from '../testing/plans';
import { documentsOf } from '../testing/inspect';
import { aNode } from '../testing/requests';
import { requireTools, toolPath } from '../testing/tools';
import { repositoryFiles } from './repository';
import { writeRepository } from './write';

const run = promisify(execFile);

jest.setTimeout(120_000);

/** Requests whose repositories are rendered in every environment: ordinary ones, and ones that try to break out. */
const rendered: [string, Record<string, unknown>][] = [
  ['the example', {}],
  [
    'mainnet with two consensus clients',
    { network: 'mainnet', nodes: [aNode(), aNode({ consensus: 'lodestar' })] },
  ],
  [
    'hoodi with a volume of its own',
    {
      network: 'hoodi',
      nodes: [aNode({ storage: { size: '900Gi', className: 'fast' } })],
    },
  ],
  [
    'every execution client, and Erigon without a consensus client',
    {
      network: 'mainnet',
      nodes: [
        aNode(),
        aNode({ execution: 'nethermind', consensus: 'teku' }),
        { execution: 'erigon' },
        { execution: 'besu', consensus: 'nimbus' },
        aNode({ execution: 'reth', consensus: 'prysm' }),
      ],
    },
  ],
  ['a pool like the first node', { serve: { min: 2, max: 6 } }],
  [
    'a pool of its own kind',
    {
      network: 'mainnet',
      serve: { min: 3, max: 12, execution: 'erigon', cpu: 60 },
    },
  ],
  [
    'snapshots of two nodes in a bucket',
    {
      nodes: [aNode(), aNode({ execution: 'nethermind', consensus: 'teku' })],
      snapshots: {
        schedule: '@daily',
        store: 's3://eth-snapshots/payments/',
        endpoint: 'https://s3.example.com',
        region: 'eu-central-1',
      },
    },
  ],
  [
    'snapshots in a folder',
    {
      snapshots: { schedule: '0 3 * * 0', store: 'file:///mnt/Backups/eth.d' },
      serve: { min: 2, max: 6 },
    },
  ],
  [
    'a node and a pool that begin with what others keep in a bucket',
    {
      nodes: [aNode({ restore: 'latest' })],
      serve: { min: 2, max: 6 },
      snapshots: { store: 's3://eth-snapshots/platform', secret: 'readers' },
    },
  ],
  [
    'an archive',
    { nodes: [aNode({ history: 'archive', storage: { size: '9000Gi' } })] },
  ],
  [
    'a devnet',
    {
      network: 'devnet',
      nodes: [{ execution: 'geth', consensus: 'lodestar' }],
    },
  ],
  [
    'a devnet with a second node and a pool',
    {
      network: 'devnet',
      nodes: [
        { execution: 'geth', consensus: 'lodestar' },
        { execution: 'geth', consensus: 'lodestar' },
      ],
      serve: { min: 1, max: 2 },
    },
  ],
  [
    'a name and owner that YAML 1.1 reads as true',
    { name: 'yes', owner: 'group:default/on' },
  ],
  [
    'a name and owner that YAML reads as numbers',
    { name: '0123', owner: 'user:default/1e5' },
  ],
  [
    'a name that YAML reads as nothing',
    { name: 'null', owner: 'group:no/off' },
  ],
  [
    'a storage class that YAML reads as a number',
    { nodes: [aNode({ storage: { className: '0x10' } })] },
  ],
  [
    'a description full of templates',
    {
      description: `{{ fail "x" }} {{- define "y" }} \${{ z }} {% w %} "'\n---\nkind: Pod`,
    },
  ],
];

describe('a generated repository', () => {
  let home: string;
  beforeAll(() => requireTools('helm', 'helmfile', 'kubeconform'));
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'nodeyard-render-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it.each(rendered)(
    'of %s renders in every environment',
    async (_, changes) => {
      const plan = aPlan(changes);
      const directory = join(home, 'repository');
      await writeRepository(await repositoryFiles(plan), directory);
      for (const environment of plan.request.environments) {
        const objects = documentsOf(
          await make(directory, 'template', environment),
          '1.1',
        );
        const statefulSets = objects.filter(object =>
          isKind(object, 'StatefulSet'),
        );
        expect(statefulSets).toHaveLength(plan.nodes.length);
        const pools = objects.filter(object =>
          isKind(object, 'HorizontalPodAutoscaler'),
        );
        expect(pools).toHaveLength(
          plan.pool && environment !== 'local' ? 1 : 0,
        );
        for (const { name, component } of plan.nodes) {
          expect(statefulSets).toContainEqual(
            expect.objectContaining({
              metadata: expect.objectContaining({
                name,
                labels: expect.objectContaining({
                  'backstage.io/kubernetes-id': component,
                }),
                annotations: {
                  'ethereum.nodeyard.io/owner': plan.request.owner,
                  'ethereum.nodeyard.io/entity-ref': `component:default/${component}`,
                  'ethereum.nodeyard.io/callers-url': expect.stringMatching(
                    /^http:\/\/[a-z0-9.-]+:8545$/,
                  ),
                },
              }),
            }),
          );
        }
        expect(objects.flatMap(wrongLabels)).toEqual([]);
      }
    },
  );

  it('passes the lint of its own Makefile', async () => {
    const directory = join(home, 'repository');
    await writeRepository(await repositoryFiles(aPlan()), directory);
    await expect(make(directory, 'lint', 'local')).resolves.toContain(
      '0 chart(s) failed',
    );
  });

  it('validates an environment with ServiceMonitors, which are no kind of Kubernetes', async () => {
    const directory = join(home, 'repository');
    await writeRepository(
      await repositoryFiles(aPlan({ environments: ['local'] })),
      directory,
    );
    await appendFile(
      join(directory, 'environments/local.yaml'),
      'monitoring: { serviceMonitor: { enabled: true } }\n',
    );
    // A folder without schemas: whatever is looked up in it is missed, and a ServiceMonitor is not looked up.
    const validated = run('make', ['validate', `SCHEMAS=${home}`], {
      cwd: directory,
      env: { PATH: toolPath, HOME: home },
    });
    await expect(validated).rejects.toMatchObject({
      stdout: expect.stringMatching(/StatefulSet .*could not find schema/),
    });
    await expect(validated).rejects.toMatchObject({
      stdout: expect.not.stringContaining('ServiceMonitor'),
    });
  });

  it('prints how to install missing tools', async () => {
    const directory = join(home, 'repository');
    await writeRepository(await repositoryFiles(aPlan()), directory);
    await expect(
      make(directory, 'template', 'local', '/usr/bin:/bin'),
    ).rejects.toThrow(/run 'make tools'/);
  });

  it('uses the cluster of its environment', async () => {
    const { directory, calls } = await withPretendedTools(home);
    const file = join(directory, 'environments/staging.yaml');
    await appendFile(file, 'kubeContext: "ours" # not theirs\n');
    await make(directory, 'status', 'staging');
    await make(directory, 'diff', 'staging');
    const kubectl = (await calls()).filter(call => call.startsWith('kubectl'));
    // The API server itself is looked for in its own namespace.
    const ofServer = kubectl.filter(call => / --namespace default /.test(call));
    expect(ofServer.filter(call => !call.includes('--context=ours '))).toEqual(
      [],
    );
    // The pods; the guards of snapshots and what they guard, before the difference is shown; and the difference.
    expect(kubectl).toHaveLength(ofServer.length + 4);
    expect(
      kubectl.filter(
        call =>
          !ofServer.includes(call) &&
          !/^kubectl --context=ours (-n|--namespace) payments-eth /.test(call),
      ),
    ).toEqual([]);
  });

  it('asks for confirmation before it changes production only', async () => {
    const { directory, calls } = await withPretendedTools(home);
    const deploy = (environment: string, answer: string, yes = '') =>
      run(
        'bash',
        [
          '-c',
          `make --no-print-directory deploy ENV=${environment} <<<'${answer}'`,
        ],
        { cwd: directory, env: { PATH: toolPath, HOME: home, YES: yes } },
      );
    // Images without a digest are named before the question, by what is rendered.
    const changes = async () =>
      (await calls()).filter(call => !/ template( |$)/.test(call));
    await expect(deploy('production', 'y')).rejects.toThrow(/Nothing was done/);
    expect(await changes()).toEqual([]);
    await deploy('production', 'production');
    await expect(deploy('production', '', '1')).rejects.toThrow();
    await deploy('production', '', 'production');
    await deploy('staging', '');
    const deployed = (await changes()).filter(call =>
      call.startsWith('helmfile'),
    );
    expect(deployed).toEqual(
      ['production', 'production', 'staging'].map(
        name => `helmfile --environment ${name} --selector layer=ethereum sync`,
      ),
    );
  });

  it('resets manual changes of a pool with the next deployment', async () => {
    const directory = join(home, 'repository');
    await writeRepository(
      await repositoryFiles(aPlan({ serve: { min: 2, max: 6 } })),
      directory,
    );
    const helmfile = 'helmfiles/ethereum/helmfile.yaml.gotmpl';
    const { stdout } = await run(
      'helmfile',
      ['--file', helmfile, '--environment', 'staging', '--quiet', 'build'],
      { cwd: directory, env: { PATH: toolPath, HOME: home } },
    );
    expect(documentsOf(stdout)).toContainEqual(
      expect.objectContaining({
        releases: expect.arrayContaining([
          expect.objectContaining({ name: 'rpc', forceConflicts: true }),
        ]),
      }),
    );
  });

  it('accepts only its own environments', async () => {
    const directory = join(home, 'repository');
    await writeRepository(
      await repositoryFiles(aPlan({ environments: ['staging'] })),
      directory,
    );
    await expect(make(directory, 'template', 'production')).rejects.toThrow(
      /ENV must be one of: staging/,
    );
  });
});

/** A generated repository whose helmfile and kubectl only write down how they were called. */
async function withPretendedTools(home: string) {
  const directory = join(home, 'repository');
  const record = join(home, 'calls');
  await writeRepository(await repositoryFiles(aPlan()), directory);
  await mkdir(join(directory, '.tools/bin'), { recursive: true });
  await writeFile(record, '');
  for (const tool of ['helm', 'helmfile', 'kubectl']) {
    // What asks whether the cluster answers is no call that changes or shows something.
    const reached = `case " $* " in *' get --raw /version '*) echo '"gitVersion":' && exit ;; esac`;
    // Files of settings are read by the real helmfile, which is no call of a deployment either.
    const read = `case "$0 $*" in */helmfile*yaml.gotmpl*) exec env PATH='${toolPath}' helmfile "$@" ;; esac`;
    // Without objects there is nothing to compare with a cluster.
    const objects = `case "$*" in *' template '*) echo 'kind: Service' ;; esac`;
    await writeFile(
      join(directory, '.tools/bin', tool),
      `#!/bin/sh\n${reached}\n${read}\n[ "\${1#--request-timeout=}" = "$1" ] || shift\necho "${tool} $*" >>'${record}'\n${objects}\n`,
      { mode: 0o755 },
    );
  }
  const calls = async () =>
    (await readFile(record, 'utf8')).split('\n').filter(Boolean);
  return { directory, calls };
}

async function make(
  directory: string,
  target: string,
  environment: string,
  path = toolPath,
): Promise<string> {
  const { stdout } = await run(
    'make',
    ['--no-print-directory', '-C', directory, target, `ENV=${environment}`],
    {
      env: { PATH: path, HOME: directory },
      maxBuffer: 32 * 1024 * 1024,
    },
  );
  return stdout;
}

function isKind(object: unknown, kind: string): boolean {
  return (
    typeof object === 'object' &&
    object !== null &&
    'kind' in object &&
    object.kind === kind
  );
}

/** Labels and annotations that are no texts: the API server refuses the object. */
function wrongLabels(object: unknown): string[] {
  if (typeof object !== 'object' || object === null) return [];
  return Object.entries(object).flatMap(([key, value]) => {
    if (!/^(labels|annotations|matchLabels)$/.test(key)) {
      return wrongLabels(value);
    }
    return Object.entries(value ?? {}).flatMap(([name, text]) =>
      typeof text === 'string' ? [] : [`${name}: ${JSON.stringify(text)}`],
    );
  });
}
