import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { withDeployable } from './deployable';
import { parseManifests, workloadsOf } from './manifests';
import { run, type Outcome } from './program';
import { findingOf, type Finding, type Report } from './report';

/** Text that would be an expression, another type or structure if anything on its way took it for more than text. */
const hostileText = [
  '{{ .Values.network }}',
  '{{`{{ fail "no" }}`}}',
  '${{ secrets.TOKEN }}',
  'yes',
  '0123',
  'a: b\n- "c"',
];

/** Mappings that the helmfiles themselves read. */
const mappings = [
  'nodes',
  'serve',
  'upgrades',
  'exposure',
  'platform',
  'clients',
  'serveDefaults',
  'execution',
  'consensus',
  'mesh',
  'platform.infrastructure.namespace',
];

const node = {
  execution: { client: 'geth', history: 'pre-prague' },
  consensus: { client: 'lighthouse' },
};

/** Checks how an environment reaches the chart: later layers win, text stays text, mistakes are refused. */
export function checkLayers(report: Report, directory: string): void {
  const render = (values: unknown) => renderEnvironment(directory, values);

  report.check('layers: values/networks and values/clients apply', () =>
    expectTexts(render({ network: 'sepolia', nodes: { 'geth-0': node } }), [
      '- --log.format=json',
      '- --log-format=JSON',
      'memory: 4Gi',
      'kubernetes.io/metadata.name: observability',
    ]),
  );
  report.check('layers: the environment wins', () =>
    expectTexts(
      render({
        network: 'sepolia',
        clients: {
          geth: {
            extraArgs: ['--verbosity=4'],
            resources: { requests: { memory: '5Gi' } },
          },
        },
        nodes: { 'geth-0': node },
      }),
      ['- --verbosity=4', 'memory: 5Gi'],
      ['--log.format=json', 'memory: 4Gi'],
    ),
  );
  report.check("layers: a pool has its clients' and its own", () =>
    expectTexts(
      render({
        network: 'sepolia',
        serve: {
          rpc: { ...node, autoscaling: { minReplicas: 3, maxReplicas: 7 } },
        },
      }),
      ['kind: Deployment', 'maxReplicas: 7', '- --log.format=json'],
      ['kind: StatefulSet'],
    ),
  );
  report.check('layers: a pool may read the database of a node', () =>
    expectTexts(
      render({
        network: 'sepolia',
        nodes: { 'erigon-0': { execution: { client: 'erigon' } } },
        serve: {
          fast: {
            mode: 'rpcdaemon',
            syncNode: 'erigon-0',
            autoscaling: { minReplicas: 2, maxReplicas: 2 },
          },
        },
      }),
      [
        'name: erigon-0-private',
        '- --private.api.addr=0.0.0.0:9090',
        '- --private.api.addr=erigon-0-private.ethereum.svc.cluster.local:9090',
      ],
    ),
  );
  report.check('layers: a missing database is refused', () =>
    expectRefusal(
      render({
        network: 'sepolia',
        nodes: { 'erigon-0': { execution: { client: 'erigon' } } },
        serve: { fast: { mode: 'rpcdaemon', syncNode: 'erigon-7' } },
      }),
      'serve.fast.syncNode "erigon-7" is not one of nodes. Name one of erigon-0.',
    ),
  );
  report.check('layers: a missing boot node is refused', () =>
    expectRefusal(
      render({
        network: 'devnet',
        networkConfig: { existingConfigMap: 'genesis', bootNode: 'geth-7' },
        nodes: { 'geth-0': node },
      }),
      'networkConfig.bootNode "geth-7" is not one of nodes. Name one of geth-0.',
    ),
  );
  report.check('layers: the former shape is refused with the new one', () =>
    expectRefusal(
      render({
        network: 'sepolia',
        nodeDefaults: { scheduling: { priorityClassName: 'high' } },
        nodes: { 'geth-0': node },
      }),
      'nodeDefaults is a former key. Move the keys below it to the top.',
    ),
  );
  report.check(
    'layers: one port of the machines for two nodes is refused',
    () =>
      expectRefusal(
        render({
          network: 'sepolia',
          p2p: { exposure: 'nodePort', nodePorts: { execution: 30303 } },
          nodes: {
            'geth-0': { ...node, p2p: { nodePorts: { consensus: 30900 } } },
            'geth-1': {
              ...node,
              p2p: { nodePorts: { execution: 30304, consensus: 30900 } },
            },
          },
        }),
        'nodes.geth-0.p2p.nodePorts.consensus and nodes.geth-1.p2p.nodePorts.consensus are both 30900',
      ),
  );
  report.check(
    'layers: one port of the machines for peers of a node and a port of a pool is refused',
    () =>
      expectRefusal(
        render({
          network: 'sepolia',
          nodes: {
            'geth-0': {
              ...node,
              p2p: { exposure: 'nodePort', nodePorts: { consensus: 30900 } },
            },
          },
          serve: {
            rpc: {
              ...node,
              extraPorts: [{ name: 'ws', port: 8547, nodePort: 30900 }],
            },
          },
        }),
        'nodes.geth-0.p2p.nodePorts.consensus and serve.rpc.extraPorts[0].nodePort are both 30900',
      ),
  );
  report.check('layers: a pool with the name of a node is refused', () =>
    expectRefusal(
      render({
        network: 'sepolia',
        nodes: { 'geth-0': node },
        serve: { 'geth-0': node },
      }),
      'serve.geth-0 has the name of nodes.geth-0',
    ),
  );
  for (const name of [
    'geth-0-headless',
    'geth-0-snapshot-store',
    'sepolia-gateway',
    'sepolia-shared',
  ]) {
    report.check(`layers: a node with the name ${name} is refused`, () =>
      expectRefusal(
        render({
          network: 'sepolia',
          nodes: { 'geth-0': node, [name]: node },
        }),
        `nodes.${name} has the name of`,
      ),
    );
  }
  for (const namespace of ['kube-system', 'default', 'observability']) {
    report.check(`layers: nodes in ${namespace} are refused`, () =>
      expectRefusal(
        render({ network: 'sepolia', namespace, nodes: { 'geth-0': node } }),
        `namespace "${namespace}" is reserved: it is`,
      ),
    );
  }
  report.check('layers: an invalid namespace is refused', () =>
    expectRefusal(
      render({
        network: 'sepolia',
        namespace: 'Payments-',
        nodes: { 'geth-0': node },
      }),
      'namespace "Payments-" is none',
    ),
  );
  report.check('layers: text stays text', () =>
    expectArgs(
      render({
        network: 'sepolia',
        nodes: {
          'geth-0': {
            ...node,
            execution: { ...node.execution, args: hostileText, extraArgs: [] },
          },
        },
      }),
      hostileText,
    ),
  );
  report.check('layers: whole numbers stay whole', () =>
    expectTexts(
      render({
        network: 'devnet',
        networkConfig: {
          existingConfigMap: 'genesis',
          genesisTime: 1795435200,
          chainId: 4294967296,
        },
        nodes: {
          'geth-0': {
            execution: { client: 'geth' },
            consensus: { client: 'lodestar' },
          },
        },
      }),
      ['"genesisTime": 1795435200', '- --networkid=4294967296'],
    ),
  );
  const environment = (values: unknown) =>
    render(
      Object.assign({ network: 'hoodi', nodes: { 'geth-0': node } }, values),
    );
  report.check('layers: an empty list or text for keys is none', () => {
    const plain = environment({});
    return findingOf(
      [[], ''].flatMap(nothing => {
        const keys = [...mappings, 'namespace', 'kubeContext']
          .filter(key => key !== 'nodes' && !key.includes('.'))
          .map(key => [key, nothing]);
        const given = environment(Object.fromEntries(keys));
        return given.ok && plain.ok && given.output === plain.output
          ? []
          : [
              `${JSON.stringify(nothing)}: ${
                given.ok ? 'other' : given.reason
              }`,
            ];
      }),
      'as if they were not there',
    );
  });
  for (const key of mappings) {
    report.check(
      `layers: ${key} that is not a mapping is refused by name`,
      () => {
        const given = environment(
          key
            .split('.')
            .reduceRight<unknown>((below, name) => ({ [name]: below }), false),
        );
        const refusal = `${key} is false, and not keys with values. Write them below it, or remove it.`;
        if (given.ok) return { ok: false, problems: 'not refused' };
        return findingOf(
          given.reason.includes(refusal) ? [] : [given.reason],
          'with a message of the helmfile',
        );
      },
    );
  }
  report.check('layers: an unknown key is refused', () =>
    expectRefusal(
      render({ network: 'sepolia', nods: {} }),
      "additional properties 'nods' not allowed",
    ),
  );
  report.check('layers: an unknown network is refused', () =>
    expectRefusal(
      render({ network: 'holesky', nodes: { 'geth-0': node } }),
      'network "holesky" is not known',
    ),
  );
  report.check('layers: an environment without a network is refused', () =>
    expectRefusal(
      render({ nodes: { 'geth-0': node } }),
      'environment "trial" names no network',
    ),
  );
}

/** Renders the repository's helmfiles with one environment of our own in place of its environments. */
/** @param layers - files of values/ that take the place of those that are there, by path */
export function renderEnvironment(
  directory: string,
  values: unknown,
  layers: Record<string, unknown> = {},
  command = 'template',
): Outcome {
  return withDeployable(directory, new Map([['trial', values]]), copy => {
    for (const [path, layer] of Object.entries(layers)) {
      writeFileSync(join(copy, 'values', path), stringify(layer));
    }
    return run('helmfile', ['--quiet', '--environment', 'trial', command], {
      cwd: copy,
    });
  });
}

function expectTexts(
  outcome: Outcome,
  present: readonly string[],
  absent: readonly string[] = [],
): Finding {
  if (!outcome.ok) return { ok: false, problems: outcome.reason };
  const lines = outcome.output.replace(/^ +/gm, '');
  return findingOf(
    [
      ...present
        .filter(text => !lines.includes(text.trim()))
        .map(text => `missing: ${text}`),
      ...absent
        .filter(text => lines.includes(text))
        .map(text => `should not be there: ${text}`),
    ],
    `${present.length + absent.length} texts`,
  );
}

function expectArgs(outcome: Outcome, args: readonly string[]): Finding {
  if (!outcome.ok) return { ok: false, problems: outcome.reason };
  const rendered = workloadsOf(parseManifests(outcome.output))
    .flatMap(({ spec }) => spec.template.spec.containers)
    .filter(({ name }) => name === 'execution')
    .flatMap(container => container.args);
  return findingOf(
    args.flatMap((text, i) =>
      rendered[i] === text ? [] : [`${text} became ${rendered[i]}`],
    ),
    `${args.length} hostile texts`,
  );
}

function expectRefusal(outcome: Outcome, words: string): Finding {
  if (outcome.ok) return { ok: false, problems: 'it was rendered' };
  return outcome.reason.includes(words)
    ? { ok: true, words: 'with the expected message' }
    : { ok: false, problems: outcome.reason };
}
