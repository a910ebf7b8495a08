import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { kubectl, program, server } from '../cluster';
import {
  apiServerOf,
  enforceRestricted,
  generateRepository,
  makeNamespace,
  merge,
  valuesIn,
  work,
} from '../deployment';
import { addresses, machinePod } from './machine';
import { renderedIn, type Port, type Rendered, type RenderedPod } from './pods';
import {
  dialer,
  outside,
  podOf,
  provideScript,
  unnamedPorts,
  type Prober,
  type Source,
  type Target,
} from './probers';
import { namespaces, partyOf, type Table } from './table';

const environmentsSchema = z
  .object({ shared: z.record(z.string(), z.unknown()) })
  .catchall(z.record(z.string(), z.unknown()));

/** The gateway belongs to no node, and has its network in a label of its own. */
const NETWORK_LABELS = [
  'ethereum.nodeyard.io/network',
  'ethereum.nodeyard.io/gateway',
];
/** The pod of `helm test` must not be selected as a part of its node. */
const TESTED_LABEL = 'ethereum.nodeyard.io/tested-node';
const NODE_LABELS = ['ethereum.nodeyard.io/node', TESTED_LABEL];
/**
 * A node and a pool whose pods of `helm test` have probers. Those of the others differ by name only, and every prober dials every
 * other one at once: twice as many lose connections on a busy machine.
 */
const TESTED = ['sync', 'pool'];
/** Parties beside the nodes, each as a pod with a label of its name. */
const OTHERS = [
  'caller',
  'prometheus',
  'store',
  'validator',
  'builder',
  'extra',
  'istiod',
  'stranger',
];
const START_PATIENCE = '--timeout=120s';

/** All sources and targets of connections. */
export interface Stage {
  sources: Source[];
  targets: Target[];
}

/** Renders environments.yaml as a team's repository does, each network as an environment. */
export async function render(): Promise<Rendered> {
  const repository = await generateRepository({ name: namespaces.nodes });
  const { shared, ...environments } = environmentsSchema.parse(
    await valuesIn(join(import.meta.dirname, 'environments.yaml')),
  );
  const rendered = await Promise.all(
    Object.entries(environments).map(async ([name, own]) => {
      const chosen = merge(merge(shared, own), { namespace: namespaces.nodes });
      const file = join(repository, `environments/${name}.yaml`);
      await writeFile(file, stringify(chosen));
      const known = await apiServerOf(repository, name);
      const template = ['--environment', name, ...known, 'template'];
      return program('helmfile', template, { cwd: repository });
    }),
  );
  return renderedIn(rendered.join('\n---\n'));
}

/** Puts a prober in the place of every pod, and the rest of the world around them. */
export async function setUp(table: Table, pods: RenderedPod[]): Promise<Stage> {
  await Promise.all(Object.values(namespaces).map(makeNamespace));
  await enforceRestricted(namespaces.nodes);
  await Promise.all(Object.values(namespaces).map(provideScript));
  const probers = [
    ...pods.filter(hasProber).map(pod => ofNode(table, pod)),
    { ...aside(namespaces.nodes, 'neighbour') },
    ...OTHERS.map(party => aside(namespaces.others, party)),
  ];
  const machine = machinePod(namespaces.machine, 'machine');
  await apply('probers', [machine, ...probers.map(podOf)]);
  const wait = ['wait', '--for=condition=Ready', 'pod', '--all'];
  await Promise.all(
    Object.values(namespaces).map(namespace =>
      kubectl('--namespace', namespace, ...wait, START_PATIENCE),
    ),
  );
  return {
    sources: [
      ...probers.map(dialer),
      dialer({
        name: 'machine',
        namespace: namespaces.machine,
        party: 'machine',
      }),
      outside,
    ],
    targets: [
      ...(await Promise.all(probers.map(targetOf))),
      ...addresses.map(target => ({ name: target.address, ...target })),
      ...(await clusterServices()),
    ],
  };
}

/** Applies objects as one list. */
export async function apply(name: string, items: object[]): Promise<void> {
  const file = join(work, `${name}.json`);
  await writeFile(
    file,
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  );
  await kubectl('apply', '--filename', file);
}

function hasProber({ labels }: RenderedPod): boolean {
  const tested = labels[TESTED_LABEL];
  return tested === undefined || TESTED.includes(tested);
}

function ofNode(table: Table, { name, labels, ports }: RenderedPod): Prober {
  const party = partyOf(table, labels);
  if (!party) {
    const shown = JSON.stringify(labels);
    throw new Error(
      `docs/network-policies.yaml has no party for the pods of ${name}: ${shown}`,
    );
  }
  const network = NETWORK_LABELS.map(label => labels[label]).find(Boolean);
  const node = NODE_LABELS.map(label => labels[label]).find(Boolean);
  const { nodes: namespace } = namespaces;
  return { name, namespace, party, network, node, labels, ports };
}

function aside(namespace: string, party: string): Prober {
  return { name: party, namespace, party, labels: { party }, ports: [] };
}

async function targetOf(prober: Prober): Promise<Target> {
  const { namespace, name } = prober;
  const get = ['get', 'pod', name, '--output=jsonpath={.status.podIP}'];
  const address = await kubectl('--namespace', namespace, ...get);
  return { ...prober, address, ports: [...prober.ports, ...unnamedPorts] };
}

/** Targets of every cluster: name server, API server by Service and by address, kubelets. */
async function clusterServices(): Promise<Target[]> {
  const dns = await serviceAddress('kube-system', 'kube-dns');
  const api = await serviceAddress('default', 'kubernetes');
  const { hostname, port } = new URL(server);
  const tcp = (name: string, number: number): Port => ({
    name,
    number,
    protocol: 'TCP',
  });
  return [
    {
      name: 'dns',
      party: 'dns',
      address: dns,
      ports: [
        tcp('dns-tcp', 53),
        { name: 'dns-udp', number: 53, protocol: 'UDP' },
      ],
    },
    { name: 'api', party: 'api', address: api, ports: [tcp('https', 443)] },
    {
      name: 'api-server',
      party: 'api',
      address: hostname,
      ports: [tcp('https', Number(port))],
    },
    {
      name: 'kubelet',
      party: 'machine',
      address: hostname,
      ports: [tcp('kubelet', 10250)],
    },
  ];
}

function serviceAddress(namespace: string, service: string): Promise<string> {
  const get = ['get', 'service', service];
  const address = '--output=jsonpath={.spec.clusterIP}';
  return kubectl('--namespace', namespace, ...get, address);
}
