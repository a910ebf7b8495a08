import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { blueprintSource } from '../source';
import { requireTools, toolPath } from '../testing/tools';
import { migrateEnvironment } from './migrateEnvironment';
import { valuesFiles } from './valuesFiles';

const { root } = blueprintSource();
// eslint-disable-next-line no-restricted-syntax
const fixtures = join(__dirname, '__fixtures__');
const read = (path: string) => readFileSync(join(fixtures, path), 'utf8');

jest.setTimeout(120_000);

function migrated(text: string): string {
  const result = migrateEnvironment(text);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.text;
}

function problemsOf(text: string): string[] {
  const result = migrateEnvironment(text);
  return result.ok ? [] : result.problems;
}

describe('an environment of the former shape', () => {
  it('names each key of nodeDefaults that a file of values/ of its clients overrode', () => {
    const result = migrateEnvironment(
      `network: sepolia
nodeDefaults: { execution: { storage: { size: 1Ti }, env: { A: b } }, consensus: { extraArgs: [--a] }, mesh: {} }
nodes: { a: { execution: { client: geth }, consensus: { client: lighthouse } } }`,
      environment => valuesFiles(root, environment),
    );
    expect(result).toMatchObject({ ok: true });
    expect(
      (result.ok ? result.changes : []).filter(change =>
        change.includes('overrides'),
      ),
    ).toEqual([
      'consensus.extraArgs overrides values/clients/lighthouse.yaml, which overrode nodeDefaults.consensus.extraArgs. Remove it to keep the value of the file.',
    ]);
  });

  it('keeps the padding of its lists and mappings in braces', () => {
    expect(
      migrated(
        'nodeDefaults: { zones: [a, b] }\np2p: {address: x}\nlist: [ c ]\n',
      ),
    ).toBe('zones: [a, b]\np2p: {address: x}\nlist: [ c ]\n');
  });

  it.each([
    'environments/local',
    'environments/staging',
    'environments/production',
    'team/local',
    'team/production',
  ])('keeps every comment of %s, and is not changed again', name => {
    const before = read(`${name}.yaml`);
    const after = migrated(before);
    const comments = (text: string) =>
      text
        .split('\n')
        .flatMap(line => /^\s*(#.*)$/.exec(line)?.[1] ?? [])
        .sort();
    expect(comments(after)).toEqual(comments(before));
    expect(migrateEnvironment(after)).toEqual({
      ok: true,
      text: after,
      changes: [],
    });
  });

  it('has the new name of each former key', () => {
    const text = `
snapshots: { image: { tag: "1" }, resources: {} }
nodeDefaults:
  gracePeriodSeconds: 900
  snapshots: { minReady: 2, verification: { storage: { className: fast } } }
serve:
  rpc:
    replicas: { max: 6 }
    scaleOn:
      cpu: 50
      requestsMetric: { name: calls, of: service }
      up: { pods: 2, everySeconds: 120 }
      down: { afterSeconds: 60 }
clients:
  lighthouse: { checkpointAgree: 2, storage: { className: slow } }
exposure:
  gateway:
    enabled: true
    scheduling: { priorityClassName: high }
    upstreams: { one: { client: geth, of: nodes } }
`;
    expect(parse(migrated(text))).toEqual({
      snapshotBuilder: { image: { tag: '1' }, resources: {} },
      terminationGracePeriodSeconds: 900,
      snapshots: {
        minReady: 2,
        verification: { storage: { storageClassName: 'fast' } },
      },
      serve: {
        rpc: {
          autoscaling: {
            maxReplicas: 6,
            targetCPUUtilizationPercentage: 50,
            requestsMetric: { name: 'calls', type: 'Object' },
            behavior: {
              scaleUp: {
                policies: [{ type: 'Pods', value: 2, periodSeconds: 120 }],
              },
              scaleDown: { stabilizationWindowSeconds: 60 },
            },
          },
        },
      },
      clients: {
        lighthouse: {
          checkpointQuorum: 2,
          storage: { storageClassName: 'slow' },
        },
      },
      exposure: {
        gateway: {
          priorityClassName: 'high',
          upstreams: { one: { client: 'geth' } },
        },
      },
    });
  });

  it.each([
    ['- a', 'The file is not a YAML mapping.'],
    ['only: geth-0', 'only: each node and pool is a release of its own.'],
    [
      'nodes: { a: { gracePeriodSeconds: 1, terminationGracePeriodSeconds: 2 } }',
      'nodes.a.gracePeriodSeconds and nodes.a.terminationGracePeriodSeconds are both set.',
    ],
    [
      'p2p: { address: 192.0.2.1 }\nnodeDefaults: { p2p: { address: 192.0.2.2 } }',
      'nodeDefaults.p2p.address and p2p.address are both set.',
    ],
  ])('is refused if it cannot be migrated: %s', (text, problem) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(problem)]);
  });

  it('is refused where it is not YAML', () => {
    expect(problemsOf('nodes: {')).toHaveLength(1);
  });
});

describe('snapshots at the top', () => {
  const text = 'snapshots: { resources: {} }\n';

  it('are settings of the program in a file of the former shape', () => {
    expect(parse(migrated(`${text}nodeDefaults: {}\n`))).toEqual({
      snapshotBuilder: { resources: {} },
    });
  });

  it('are settings of all nodes otherwise', () => {
    expect(migrated(text)).toBe(text);
  });
});

describe('workloads after the migration', () => {
  const workload = z.object({
    kind: z.enum(['StatefulSet', 'Deployment']),
    metadata: z.object({ name: z.string() }),
    spec: z.object({
      selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
      serviceName: z.string().optional(),
      volumeClaimTemplates: z
        .array(
          z.object({
            metadata: z.object({ name: z.string(), labels: z.unknown() }),
            spec: z.looseObject({ resources: z.unknown() }),
          }),
        )
        .optional(),
    }),
  });
  const recorded = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(read('immutable.json')));

  let copy = '';
  beforeAll(async () => {
    requireTools('helm', 'helmfile');
    copy = await mkdtemp(join(tmpdir(), 'migration-'));
    for (const path of ['helmfiles', 'values', 'charts']) {
      await cp(join(root, path), join(copy, path), { recursive: true });
    }
    await mkdir(join(copy, 'environments'));
    for (const environment of Object.keys(recorded)) {
      await writeFile(
        join(copy, `environments/${environment}.yaml`),
        migrated(read(`environments/${environment}.yaml`)),
      );
    }
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  it.each(Object.keys(recorded))(
    'of %s have the names, selectors and claims of the former charts, none of which can be changed',
    environment => {
      const rendered = execFileSync(
        'helmfile',
        [
          '--quiet',
          ...['--file', 'helmfiles/ethereum/helmfile.yaml.gotmpl'],
          ...['--environment', environment, 'template'],
        ],
        {
          cwd: copy,
          encoding: 'utf8',
          env: { ...process.env, PATH: toolPath },
          maxBuffer: 64 * 1024 * 1024,
        },
      );
      const workloads = parseAllDocuments(rendered).flatMap(document => {
        const object = workload.safeParse(document.toJS());
        return object.success ? [object.data] : [];
      });
      const immutable = Object.fromEntries(
        workloads.map(({ kind, metadata, spec }) => [
          `${kind}/${metadata.name}`,
          {
            selector: spec.selector.matchLabels,
            ...(spec.volumeClaimTemplates
              ? {
                  serviceName: spec.serviceName,
                  claims: Object.fromEntries(
                    spec.volumeClaimTemplates.map(claim => [
                      claim.metadata.name,
                      // Sizes are those that the facts suggest.
                      {
                        labels: claim.metadata.labels,
                        ...withoutSize(claim.spec),
                      },
                    ]),
                  ),
                }
              : {}),
          },
        ]),
      );
      expect(immutable).toEqual(recorded[environment]);
    },
  );
});

function withoutSize({
  resources,
  ...rest
}: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return rest;
}
