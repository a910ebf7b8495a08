import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { kubectl, read } from '../cluster';
import type { Port } from './pods';
import type { End } from './table';

const script = join(import.meta.dirname, 'probe.cjs');
const probe: {
  ORDERS_PORT: number;
  dial(targets: string[]): Promise<string[]>;
} = createRequire(import.meta.url)(script);

/** A busy machine may need more than one. */
const ORDER_ATTEMPTS = 3;
const PATIENCE_MS = 60_000;
/** Any image with Node.js; tests/integration/images makes this one. */
const IMAGE = 'nodeyard.test/node-health:test';
/** Ports that no container names: the Engine API, which never leaves its pod, those of a mesh and of a builder, and two unused ones. */
export const unnamedPorts: Port[] = [
  { name: 'engine', number: 8551, protocol: 'TCP' },
  // The API server's port: callers of it may call no other port there.
  { name: 'kube-api', number: 6443, protocol: 'TCP' },
  { name: 'builder', number: 18550, protocol: 'TCP' },
  { name: 'tunnel', number: 15008, protocol: 'TCP' },
  { name: 'xds', number: 15012, protocol: 'TCP' },
  { name: 'proxy-metrics', number: 15090, protocol: 'TCP' },
  { name: 'unused', number: 12345, protocol: 'TCP' },
  { name: 'unused', number: 12345, protocol: 'UDP' },
];

/** A pod that stands for a party: it listens on that party's ports, and dials. */
export interface Prober extends End {
  name: string;
  namespace: string;
  labels: Record<string, string>;
  ports: Port[];
}

/** Something to dial. */
export interface Target extends End {
  name: string;
  address: string;
  ports: Port[];
}

/** The end that dials. */
export interface Source extends End {
  name: string;
  dial(targets: string[]): Promise<string[]>;
}

/** `10.1.2.3:8545/TCP` */
export const written = (address: string, { number, protocol }: Port) =>
  `${address}:${number}/${protocol}`;

/** This machine, which is outside the cluster and has routes to its pods. */
export const outside: Source = {
  name: 'outside',
  party: 'world',
  dial: probe.dial,
};

/** The ConfigMap that probers' pods have their program from. */
export async function provideScript(namespace: string): Promise<void> {
  const from = `--from-file=${script}`;
  const create = ['create', 'configmap', 'probe', from];
  await kubectl('--namespace', namespace, ...create);
}

/** The pod of a prober, as a manifest that Pod Security "restricted" admits. */
export function podOf({ name, namespace, labels, ports }: Prober): object {
  const listened = [...ports, ...unnamedPorts];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 0,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          ...listener(listened.map(port => written('0.0.0.0', port))),
          ports: ports.map(port => ({
            name: port.name,
            containerPort: port.number,
            protocol: port.protocol,
          })),
          readinessProbe: {
            tcpSocket: { port: probe.ORDERS_PORT },
            periodSeconds: 1,
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
      volumes: [{ name: 'probe', configMap: { name: 'probe' } }],
    },
  };
}

/** A container that listens. */
export function listener(targets: string[]): object {
  return {
    name: 'probe',
    image: IMAGE,
    command: ['/usr/local/bin/node', '/probe/probe.cjs'],
    args: [JSON.stringify(targets)],
    volumeMounts: [{ name: 'probe', mountPath: '/probe' }],
  };
}

/** Dials from inside a pod. The API server belongs to the machine, which policies never separate from its pods. */
export function dialer<T extends End & { name: string; namespace: string }>(
  pod: T,
): T & Source {
  const { name, namespace } = pod;
  const orders = `/api/v1/namespaces/${namespace}/pods/${name}:${probe.ORDERS_PORT}/proxy`;
  return {
    ...pod,
    async dial(targets) {
      const list = encodeURIComponent(JSON.stringify(targets));
      const answer = z.array(z.string());
      for (let attempt = 0; attempt < ORDER_ATTEMPTS; attempt++) {
        const open = await read(`${orders}/?${list}`, answer, PATIENCE_MS);
        if (open) return open;
      }
      throw new Error(`the prober ${name} does not take orders`);
    },
  };
}
