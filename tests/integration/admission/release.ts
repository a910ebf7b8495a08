import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import {
  runConfigSchema,
  type RunConfig,
} from '../../../packages/snapshot-run/src/config';
import {
  renderJob,
  type JobManifest,
} from '../../../packages/snapshot-run/src/job';
import { program } from '../cluster';
import { root } from '../deployment';
import { apply } from '../policies/stage';

const objectSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  data: z.record(z.string(), z.string()).optional(),
});
/** Objects of the orchestrator in a node's release, and the node. */
const KINDS = [
  ...['ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'Lease'],
  ...['PodTemplate', 'StatefulSet'],
];

/** Creates the rendered objects of a node's orchestrator. No pod runs. @returns its configuration */
export async function bringRelease(
  namespace: string,
  node: string,
): Promise<RunConfig> {
  const chart = join(root, 'charts/ethereum-infrastructure');
  const settings = [
    ...['--values', join(chart, 'ci/snapshots-values.yaml')],
    ...['--set', 'snapshots.strategy=auto'],
    ...['--set', 'snapshots.volumeSnapshotClass=standard'],
  ];
  const rendered = await program('helm', [
    ...['template', node, chart, '--namespace', namespace, ...settings],
  ]);
  const objects = parseAllDocuments(rendered)
    .map(document => objectSchema.safeParse(document.toJS()))
    .flatMap(({ data }) => (data ? [data] : []))
    .filter(({ kind }) => KINDS.includes(kind));
  await apply(
    `release-${node}`,
    objects.map(object => ({
      ...object,
      metadata: { ...object.metadata, namespace },
      ...(object.kind === 'StatefulSet' ? { spec: stopped(object.spec) } : {}),
    })),
  );
  const config = objects.find(
    ({ kind, metadata }) =>
      kind === 'ConfigMap' && metadata.name === `${node}-snapshot`,
  );
  return runConfigSchema.parse(JSON.parse(config?.data?.['config.json'] ?? ''));
}

const stopped = (spec: unknown) => ({
  ...z.looseObject({}).parse(spec),
  replicas: 0,
});

/** A Job as the orchestrator of that configuration makes it. */
export function jobOf(
  config: RunConfig,
  task: 'upload' | 'verify',
): JobManifest {
  const id = '9000000-20261130T080000Z-0badcafe';
  return renderJob(config.jobs[task], {
    metadata: {
      name: `${config.statefulSet}-snapshot-${task}`,
      ...marked(config),
    },
    env: {
      SNAPSHOT_BLOCK: '9000000',
      SNAPSHOT_BLOCK_HASH: `0x${'ab'.repeat(32)}`,
      SNAPSHOT_BLOCK_TIME: '1760000000',
      SNAPSHOT_CHAIN_ID: '11155111',
      SNAPSHOT_GENESIS_HASH: `0x${'cd'.repeat(32)}`,
      SNAPSHOT_CLIENT_VERSION: '1.17.10-stable',
      ...(task === 'verify' ? { SNAPSHOT_ID: id } : {}),
    },
    claim:
      task === 'upload' ? `${config.statefulSet}-snapshot-clone` : undefined,
    timeoutSeconds: 21_600,
  });
}

/** As `marked` of packages/snapshot-run/src/objects.ts; the API server does not look whether the owner exists. */
export function marked({ namespace, statefulSet }: RunConfig) {
  return {
    namespace,
    annotations: { 'ethereum.nodeyard.io/snapshot-run': 'test' },
    ownerReferences: [
      {
        ...{ apiVersion: 'v1', kind: 'ConfigMap' },
        name: `${statefulSet}-snapshot-state`,
        uid: '00000000-0000-4000-8000-000000000000',
      },
    ],
  };
}
