import { ensurePresent } from '../../ensurePresent';
import type { JobManifest } from '../../../packages/snapshot-run/src/job';

/** One attack with the orchestrator's token: a modification of a Job that the orchestrator creates, and the expected refusal. */
export interface HostileJob {
  title: string;
  task?: 'upload' | 'verify';
  change: (job: Job) => void;
  refusal: RegExp;
}

/** A Job, with as much of its shape as the changes need. */
export interface Job {
  metadata: Parts & { name: string; labels: Record<string, string> };
  spec: Parts & { template: { metadata: Pod; spec: PodSpec } };
}
type Parts = Record<string, unknown>;
type Pod = Parts & { labels: Record<string, string> };
interface PodSpec extends Parts {
  containers: Container[];
  initContainers: Container[];
  volumes: (Parts & { name: string })[];
  securityContext: Parts;
}
interface Container extends Parts {
  name: string;
  args: string[];
  env: object[];
  securityContext: Parts;
}

export const asJob = (manifest: JobManifest): Job =>
  // A copy of plain JSON, which the chart rendered.
  JSON.parse(JSON.stringify(manifest));

const pod = (change: (spec: PodSpec) => void) => (job: Job) =>
  change(job.spec.template.spec);
const container = (change: (first: Container) => void) =>
  pod(({ containers: [first] }) => change(ensurePresent(first)));
const volume = (source: object) =>
  pod(({ volumes }) => volumes.push({ name: 'more', ...source }));
const extra = (name: string) => ({
  ...{ name, image: 'ghcr.io/nodeyard/snapshot-builder:0.1.0' },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
  ...{ args: [], env: [] },
});

const claim = (claimName: string, readOnly = true) =>
  pod(({ volumes }) => {
    const datadir = volumes.find(({ name }) => name === 'datadir');
    Object.assign(datadir ?? {}, {
      persistentVolumeClaim: { claimName, readOnly },
    });
  });

export const hostileJobs: readonly HostileJob[] = [
  {
    title: 'a Job of another name',
    change: job => Object.assign(job.metadata, { name: 'miner' }),
    refusal:
      /metadata\.name is "miner": this account may create the Jobs geth-0-snapshot-upload and geth-0-snapshot-verify/,
  },
  {
    title: 'the Job of another node',
    change: job =>
      Object.assign(job.metadata, { name: 'geth-1-snapshot-upload' }),
    refusal: /metadata\.name is "geth-1-snapshot-upload"/,
  },
  {
    title: 'a Job of a name that the API server chooses',
    change: job =>
      Object.assign(job.metadata, {
        name: undefined,
        generateName: 'geth-0-snapshot-upload',
      }),
    refusal:
      /metadata\.name is "geth-0-snapshot-upload.+": this account may create/,
  },
  {
    title: 'another image',
    change: container(first =>
      Object.assign(first, { image: 'docker.io/evil/miner:1' }),
    ),
    refusal:
      /image of snapshot-builder is docker\.io\/evil\/miner:1, and the release has ghcr\.io\/nodeyard\/snapshot-builder/,
  },
  {
    title: 'an image of the release in the place of another',
    task: 'verify',
    change: pod(({ initContainers: [first, second] }) =>
      Object.assign(ensurePresent(second), {
        image: ensurePresent(first).image,
      }),
    ),
    refusal:
      /command, args, env or volumeMounts of client differ from those of the release/,
  },
  {
    title: 'a shell as the command',
    change: container(first =>
      Object.assign(first, { command: ['sh', '-c', 'env'] }),
    ),
    refusal: /command, args, env or volumeMounts of snapshot-builder differ/,
  },
  {
    title: 'another store',
    change: container(({ args }) => args.push('--store=s3://elsewhere/loot')),
    refusal: /command, args, env or volumeMounts of snapshot-builder differ/,
  },
  {
    title: "the node's account",
    change: pod(spec => Object.assign(spec, { serviceAccountName: 'geth-0' })),
    refusal: /serviceAccountName is "geth-0": leave it out/,
  },
  {
    title: "the orchestrator's own account",
    change: pod(spec =>
      Object.assign(spec, { serviceAccountName: 'geth-0-snapshot' }),
    ),
    refusal: /serviceAccountName is "geth-0-snapshot"/,
  },
  {
    title: 'the token of the default account',
    change: pod(spec =>
      Object.assign(spec, { automountServiceAccountToken: true }),
    ),
    refusal: /automountServiceAccountToken must be false/,
  },
  {
    title: 'a token by the default of Kubernetes',
    change: pod(spec =>
      Object.assign(spec, { automountServiceAccountToken: undefined }),
    ),
    refusal: /automountServiceAccountToken must be false/,
  },
  {
    title: 'a token in a projected volume',
    change: volume({
      projected: { sources: [{ serviceAccountToken: { path: 'token' } }] },
    }),
    refusal:
      /spec\.template\.spec\.volumes: more must be a persistentVolumeClaim, an ephemeral volume or an emptyDir/,
  },
  {
    title: 'the account of a store that the release does not have',
    change: pod(spec =>
      Object.assign(spec, { serviceAccountName: 'geth-0-snapshot-store' }),
    ),
    refusal: /It has serviceAccount=geth-0-snapshot-store/,
  },
  {
    title: 'a token of the API server as credentials of the store',
    change: pod(({ volumes }) =>
      volumes.push({
        name: 'store-identity',
        projected: { sources: [{ serviceAccountToken: { path: 'token' } }] },
      }),
    ),
    refusal: /It has identity=token/,
  },
  {
    title: 'a Secret as credentials of the store',
    change: pod(({ volumes }) =>
      volumes.push({
        name: 'store-identity',
        projected: { sources: [{ secret: { name: 'geth-1-jwt' } }] },
      }),
    ),
    refusal: /It has identity=secret geth-1-jwt/,
  },
  {
    title: "another node's JWT secret",
    change: volume({ secret: { secretName: 'geth-1-jwt' } }),
    refusal: /volumes: more must be .* no Secret/,
  },
  {
    title: 'a ConfigMap',
    change: volume({ configMap: { name: 'geth-1-snapshot' } }),
    refusal: /volumes: more must be/,
  },
  {
    title: 'a folder of the machine',
    change: volume({ hostPath: { path: '/' } }),
    refusal: /volumes: more must be .* no file of the machine/,
  },
  {
    title: "another node's datadir",
    change: claim('execution-geth-1-0'),
    refusal:
      /a claim must be that of the store .* execution-geth-0-0 or geth-0-snapshot-clone/,
  },
  {
    title: 'its own datadir, to write',
    change: claim('execution-geth-0-0', false),
    refusal: /as datadir, with readOnly: true/,
  },
  {
    title: "another claim under the store's name",
    change: pod(({ volumes }) =>
      volumes.push({
        name: 'snapshot-store',
        persistentVolumeClaim: { claimName: 'execution-geth-1-0' },
      }),
    ),
    refusal:
      /the pod must have these, as the release has.* It has claim=execution-geth-1-0/,
  },
  {
    title: 'a volume that begins as a clone',
    task: 'verify',
    change: pod(({ volumes: [copy] }) =>
      Object.assign(ensurePresent(copy), {
        ephemeral: {
          volumeClaimTemplate: {
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              dataSource: {
                kind: 'PersistentVolumeClaim',
                name: 'execution-geth-1-0',
              },
            },
          },
        },
      }),
    ),
    refusal: /must be the copy of the verification, and begin empty/,
  },
  {
    title: "the machine's network",
    change: pod(spec => Object.assign(spec, { hostNetwork: true })),
    refusal: /neither hostNetwork, hostPID nor hostIPC/,
  },
  {
    title: "the machine's processes",
    change: pod(spec => Object.assign(spec, { hostPID: true })),
    refusal: /neither hostNetwork, hostPID nor hostIPC/,
  },
  {
    title: 'one more container',
    change: pod(({ containers }) => containers.push(extra('shell'))),
    refusal:
      /containers and initContainers snapshot-builder, shell: the upload has snapshot-builder/,
  },
  {
    title: 'one more init container',
    change: pod(spec =>
      Object.assign(spec, { initContainers: [extra('first')] }),
    ),
    refusal: /containers and initContainers snapshot-builder, first/,
  },
  {
    title: 'a privileged container',
    change: container(({ securityContext }) =>
      Object.assign(securityContext, {
        privileged: true,
        allowPrivilegeEscalation: true,
      }),
    ),
    refusal: /must have allowPrivilegeEscalation: false/,
  },
  {
    title: 'a capability',
    change: container(({ securityContext }) =>
      Object.assign(securityContext, {
        capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
      }),
    ),
    refusal: /capabilities\.drop: \[ALL\], and nothing else/,
  },
  {
    title: 'root, by a container',
    change: container(({ securityContext }) =>
      Object.assign(securityContext, { runAsUser: 0 }),
    ),
    refusal: /capabilities\.drop: \[ALL\], and nothing else/,
  },
  {
    title: 'root, by the pod',
    change: pod(({ securityContext }) =>
      Object.assign(securityContext, { runAsUser: 0 }),
    ),
    refusal: /a runAsUser other than 0/,
  },
  {
    title: 'no seccomp profile',
    change: pod(({ securityContext }) =>
      Object.assign(securityContext, {
        seccompProfile: { type: 'Unconfined' },
      }),
    ),
    refusal: /seccompProfile\.type: RuntimeDefault/,
  },
  {
    title: 'all keys of a Secret as variables',
    change: container(first =>
      Object.assign(first, { envFrom: [{ secretRef: { name: 'grafana' } }] }),
    ),
    refusal: /containers must not have envFrom/,
  },
  {
    title: 'another key of a Secret',
    change: container(({ env }) =>
      env.push({
        name: 'LOOT',
        valueFrom: { secretKeyRef: { name: 'geth-1-jwt', key: 'jwt.hex' } },
      }),
    ),
    refusal: /may take from a Secret the keys AWS_ACCESS_KEY_ID/,
  },
  {
    title: "the same keys of another store's Secret",
    change: container(({ env }) =>
      env.push({
        name: 'AWS_ACCESS_KEY_ID',
        valueFrom: {
          secretKeyRef: {
            name: 'observability-storage',
            key: 'AWS_ACCESS_KEY_ID',
          },
        },
      }),
    ),
    refusal: /command, args, env or volumeMounts of snapshot-builder differ/,
  },
  {
    title: 'a variable that loads a library',
    change: container(({ env }) =>
      env.push({ name: 'NODE_OPTIONS', value: '--require=/tmp/x' }),
    ),
    refusal: /command, args, env or volumeMounts of snapshot-builder differ/,
  },
  {
    title: 'an option in the place of a snapshot',
    task: 'verify',
    change: container(first => {
      first.env = [
        { name: 'SNAPSHOT_ID', value: '--temp-dir=/data' },
        ...first.env,
      ];
    }),
    refusal: /SNAPSHOT_\.\.\. must be values of at most 128 letters/,
  },
  {
    title: 'a hundred pods',
    change: job =>
      Object.assign(job.spec, { parallelism: 100, completions: 100 }),
    refusal: /parallelism and completions of 1/,
  },
  {
    title: 'a Job without an end',
    change: job =>
      Object.assign(job.spec, { activeDeadlineSeconds: undefined }),
    refusal: /activeDeadlineSeconds of a week at most/,
  },
  {
    title: 'a machine of its choice',
    change: pod(spec => Object.assign(spec, { nodeName: 'control-plane-1' })),
    refusal: /spec\.template\.spec must not have nodeName/,
  },
  {
    title: 'a priority that displaces nodes',
    change: pod(spec =>
      Object.assign(spec, { priorityClassName: 'system-node-critical' }),
    ),
    refusal: /It has priorityClass=system-node-critical/,
  },
  {
    title: 'a name server of its choice',
    change: pod(spec =>
      Object.assign(spec, {
        dnsPolicy: 'None',
        dnsConfig: { nameservers: ['203.0.113.1'] },
      }),
    ),
    refusal: /spec\.template\.spec must not have dnsConfig/,
  },
  {
    title: 'a port of the machine',
    change: container(first =>
      Object.assign(first, {
        ports: [{ containerPort: 8545, hostPort: 8545 }],
      }),
    ),
    refusal: /containers must not have ports/,
  },
  {
    title: 'a pod that the gateway takes for a node',
    change: job =>
      Object.assign(job.spec.template.metadata.labels, {
        'ethereum.nodeyard.io/role': 'sync',
      }),
    refusal: /It has label=ethereum\.nodeyard\.io\/role=sync/,
  },
  {
    title: 'a pod that the Service of another application selects',
    change: job =>
      Object.assign(job.spec.template.metadata.labels, { app: 'payments-api' }),
    refusal: /It has label=app=payments-api/,
  },
  {
    title: 'a pod with a proxy of its choice',
    change: job =>
      Object.assign(job.spec.template.metadata, {
        annotations: {
          'sidecar.istio.io/proxyImage': 'docker.io/evil/proxy:1',
        },
      }),
    refusal: /It has annotation=sidecar\.istio\.io\/proxyImage/,
  },
  {
    title: 'two arguments that read like one of the release',
    change: container(first => {
      first.args = [first.args.join('\narg=')];
    }),
    refusal: /command, args, env or volumeMounts of/,
  },
  {
    title: 'a hook that runs a program',
    change: container(first =>
      Object.assign(first, {
        lifecycle: { postStart: { exec: { command: ['sh'] } } },
      }),
    ),
    refusal: /containers must not have lifecycle/,
  },
  {
    title: 'a volume over its program',
    change: container(first =>
      Object.assign(first, {
        volumeMounts: [{ name: 'tmp', mountPath: '/app' }],
      }),
    ),
    refusal: /volumeMounts of snapshot-builder differ/,
  },
  {
    title: 'images with the credentials of another workload',
    change: pod(spec =>
      Object.assign(spec, {
        imagePullSecrets: [{ name: 'of-another-workload' }],
      }),
    ),
    refusal: /It has pullSecret=of-another-workload/,
  },
  {
    title: 'a Job that nothing owns',
    change: job => Object.assign(job.metadata, { ownerReferences: [] }),
    refusal:
      /metadata\.ownerReferences must be the ConfigMap geth-0-snapshot-state alone/,
  },
  {
    title: 'a Job that never goes',
    change: job =>
      Object.assign(job.metadata, { finalizers: ['example.org/stay'] }),
    refusal: /metadata\.finalizers must be empty/,
  },
];
