/**
 * A real geth with the labels and port names of the chart `geth` of ethpandaops, one that is scaled to nothing, and one of ours
 * that has the same labels.
 */
export function strangers(namespace: string, version: string) {
  return {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      statefulSet(namespace, version, 'payments', 1),
      statefulSet(namespace, version, 'asleep', 0),
      statefulSet(namespace, version, 'ours', 0, {
        'ethereum.nodeyard.io/role': 'sync',
      }),
    ],
  };
}

function statefulSet(
  namespace: string,
  version: string,
  release: string,
  replicas: number,
  more: Record<string, string> = {},
) {
  const name = `${release}-geth`;
  const labels = {
    'app.kubernetes.io/name': 'geth',
    'app.kubernetes.io/instance': release,
    ...more,
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace, labels },
    spec: {
      replicas,
      serviceName: name,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 10_001,
            fsGroup: 10_001,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [geth(version)],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
    },
  };
}

/** On a chain of its own: blocks by itself, and no consensus client. */
function geth(version: string) {
  return {
    name: 'geth',
    image: `nodeyard.test/geth:${version}`,
    args: [
      '--dev',
      '--dev.period=2',
      '--http',
      '--http.addr=0.0.0.0',
      '--ipcdisable',
    ],
    env: [{ name: 'HOME', value: '/tmp' }],
    ports: [
      { name: 'http-rpc', containerPort: 8545 },
      { name: 'auth-rpc', containerPort: 8551 },
    ],
    readinessProbe: { tcpSocket: { port: 'http-rpc' }, periodSeconds: 2 },
    resources: { requests: { cpu: '10m', memory: '64Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}
