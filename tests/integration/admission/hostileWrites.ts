import type { RunConfig } from '../../../packages/snapshot-run/src/config';
import { marked } from './release';

/** A write with the orchestrator's token that its Role allows, and the expected refusal. */
export interface HostileWrite {
  title: string;
  path: (namespace: string) => string;
  method: 'create' | 'patch';
  body: (config: RunConfig) => object;
  refusal: RegExp;
  /** Objects as the orchestrator itself writes them. */
  good?: (config: RunConfig) => object;
}

const core = (resource: string) => (namespace: string) =>
  `/api/v1/namespaces/${namespace}/${resource}`;
const claims = core('persistentvolumeclaims');
const state = core('configmaps/geth-0-snapshot-state');
const events = core('events');
const snapshots = (namespace: string) =>
  `/apis/snapshot.storage.k8s.io/v1/namespaces/${namespace}/volumesnapshots`;
const lease = (namespace: string) =>
  `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/geth-0-snapshot`;
const scale = (namespace: string) =>
  `/apis/apps/v1/namespaces/${namespace}/statefulsets/geth-0/scale`;

const clone = (config: RunConfig, spec: object = {}, name?: string) => ({
  ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  metadata: {
    name: name ?? 'geth-0-snapshot-clone',
    labels: config.jobs.upload.metadata.labels,
    ...marked(config),
  },
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    dataSource: {
      apiGroup: 'snapshot.storage.k8s.io',
      kind: 'VolumeSnapshot',
      name: 'geth-0-snapshot',
    },
    ...spec,
  },
});

const volumeSnapshot = (config: RunConfig, source: object, name?: string) => ({
  ...{ apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshot' },
  metadata: { name: name ?? 'geth-0-snapshot', ...marked(config) },
  spec: { volumeSnapshotClassName: 'standard', source },
});

const event = (
  { namespace }: RunConfig,
  involved: object = {},
  parts: object = {},
) => ({
  ...{ apiVersion: 'v1', kind: 'Event' },
  metadata: { name: 'geth-0-snapshot.0badcafe', namespace },
  involvedObject: {
    ...{ apiVersion: 'apps/v1', kind: 'StatefulSet' },
    ...{ name: 'geth-0', namespace, ...involved },
  },
  ...{ type: 'Normal', reason: 'SnapshotPublished', message: 'done' },
  ...{ source: { component: 'nodeyard-snapshot' }, count: 1, ...parts },
});

export const hostileWrites: readonly HostileWrite[] = [
  {
    title: 'clone the volume of another node',
    ...{ path: claims, method: 'create', good: config => clone(config) },
    body: config =>
      clone(config, {
        dataSource: {
          kind: 'PersistentVolumeClaim',
          name: 'execution-geth-1-0',
        },
      }),
    refusal:
      /spec\.dataSource must be the VolumeSnapshot geth-0-snapshot of this namespace/,
  },
  {
    title: "clone another node's VolumeSnapshot",
    ...{ path: claims, method: 'create' },
    body: config =>
      clone(config, {
        dataSource: {
          apiGroup: 'snapshot.storage.k8s.io',
          kind: 'VolumeSnapshot',
          name: 'geth-1-snapshot',
        },
      }),
    refusal: /spec\.dataSource must be the VolumeSnapshot geth-0-snapshot/,
  },
  {
    title: 'make an empty volume',
    ...{ path: claims, method: 'create' },
    body: config => clone(config, { dataSource: undefined }),
    refusal: /spec\.dataSource must be/,
  },
  {
    title: 'make a volume of another name',
    ...{ path: claims, method: 'create' },
    body: config => clone(config, {}, 'execution-geth-2-0'),
    refusal:
      /metadata\.name is "execution-geth-2-0": this account may create the claim geth-0-snapshot-clone/,
  },
  {
    title: 'bind a volume of its choice',
    ...{ path: claims, method: 'create' },
    body: config => clone(config, { volumeName: 'pvc-of-another-workload' }),
    refusal: /neither volumeName, selector/,
  },
  {
    title: 'cut a VolumeSnapshot of another node',
    ...{ path: snapshots, method: 'create' },
    good: config =>
      volumeSnapshot(config, {
        persistentVolumeClaimName: 'execution-geth-0-0',
      }),
    body: config =>
      volumeSnapshot(config, {
        persistentVolumeClaimName: 'execution-geth-1-0',
      }),
    refusal:
      /spec\.source must be persistentVolumeClaimName: execution-geth-0-0/,
  },
  {
    title: 'take over a VolumeSnapshotContent',
    ...{ path: snapshots, method: 'create' },
    body: config =>
      volumeSnapshot(config, {
        volumeSnapshotContentName: 'of-another-workload',
      }),
    refusal: /spec\.source must be persistentVolumeClaimName/,
  },
  {
    title: 'leave VolumeSnapshots of other names',
    ...{ path: snapshots, method: 'create' },
    body: config =>
      volumeSnapshot(
        config,
        { persistentVolumeClaimName: 'execution-geth-0-0' },
        'kept',
      ),
    refusal:
      /metadata\.name is "kept": this account may create the VolumeSnapshot geth-0-snapshot/,
  },
  {
    title: 'start a second pod of the node',
    ...{ path: scale, method: 'patch' },
    good: () => ({ spec: { replicas: 1 } }),
    body: () => ({ spec: { replicas: 2 } }),
    refusal: /spec\.replicas is 2: this account may set 0 and 1/,
  },
  {
    title: 'make a dashboard of its state',
    ...{ path: state, method: 'patch' },
    good: () => ({ data: { 'last.json': '{}', 'state.json': null } }),
    body: () => ({ metadata: { labels: { grafana_dashboard: '1' } } }),
    refusal: /metadata\.labels, finalizers and ownerReferences must stay/,
  },
  {
    title: 'have its state deleted, by an owner that does not exist',
    ...{ path: state, method: 'patch' },
    body: config => ({
      metadata: { ownerReferences: marked(config).ownerReferences },
    }),
    refusal: /ownerReferences must stay/,
  },
  {
    title: 'keep its state from being deleted',
    ...{ path: state, method: 'patch' },
    body: () => ({ metadata: { finalizers: ['example.org/stay'] } }),
    refusal: /finalizers and ownerReferences must stay/,
  },
  {
    title: 'annotate its state',
    ...{ path: state, method: 'patch' },
    body: () => ({ metadata: { annotations: { 'helm.sh/hook': 'x' } } }),
    refusal: /metadata\.annotations must stay as they are/,
  },
  {
    title: 'keep other things in its state',
    ...{ path: state, method: 'patch' },
    body: () => ({ data: { 'dashboard.json': '{}' } }),
    refusal: /no keys but state\.json and last\.json/,
  },
  {
    title: 'keep much in its state',
    ...{ path: state, method: 'patch' },
    body: () => ({ data: { 'last.json': 'x'.repeat(100_000) } }),
    refusal: /each of 64 Ki characters at most/,
  },
  {
    title: 'make its state immutable',
    ...{ path: state, method: 'patch' },
    body: () => ({ immutable: true }),
    refusal: /immutable must be left out/,
  },
  {
    title: 'annotate its Lease',
    ...{ path: lease, method: 'patch' },
    good: () => ({
      metadata: {
        annotations: { 'ethereum.nodeyard.io/stopped-replicas': '1' },
      },
      spec: { holderIdentity: 'run', leaseDurationSeconds: 60 },
    }),
    body: () => ({ metadata: { annotations: { 'example.org/x': 'y' } } }),
    refusal: /but for ethereum\.nodeyard\.io\/stopped-replicas/,
  },
  {
    title: 'speak of another node in an Event',
    ...{ path: events, method: 'create', good: config => event(config) },
    body: config => event(config, { name: 'geth-1' }),
    refusal: /involvedObject must be the StatefulSet geth-0/,
  },
  {
    title: 'report an Event in the name of another controller',
    ...{ path: events, method: 'create' },
    body: config => event(config, {}, { reason: 'ScalingReplicaSet' }),
    refusal: /reason must be SnapshotPublished/,
  },
];
