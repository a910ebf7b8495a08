import { listener, written } from './probers';
import type { Port } from './pods';

/** Addresses of the cluster's machine during the test, and their listeners. */
export const addresses: Array<{
  party: string;
  address: string;
  ports: Port[];
}> = [
  {
    party: 'world',
    address: '203.0.113.7', // RFC 5737: reserved for documentation
    ports: [
      { name: 'https', number: 443, protocol: 'TCP' },
      { name: 'peer', number: 30303, protocol: 'TCP' },
      { name: 'peer', number: 30303, protocol: 'UDP' },
    ],
  },
  // All clouds but Azure, and what AWS adds for containers; Azure; Oracle; Alibaba.
  ...[
    '169.254.169.254',
    '169.254.170.2',
    '168.63.129.16',
    '192.0.0.192',
    '100.100.100.200',
  ].map(address => ({
    party: 'metadata',
    address,
    ports: [{ name: 'http', number: 80, protocol: 'TCP' as const }],
  })),
];

/**
 * A pod in the network of the machine itself that brings these addresses, as if the world and a cloud were there. What a pod
 * sends to them passes its policies like anything that leaves the pod.
 */
export function machinePod(namespace: string, name: string): object {
  const all = addresses.map(({ address }) => address).join(' ');
  const forAll = (verb: string) =>
    `for a in ${all}; do ip addr ${verb} $a/32 dev lo 2>/dev/null; done`;
  const network = {
    image: 'cluster.test/busybox:1',
    securityContext: { capabilities: { add: ['NET_ADMIN'] } },
  };
  const targets = addresses.flatMap(({ address, ports }) =>
    ports.map(port => written(address, port)),
  );
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: {
      hostNetwork: true,
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 5,
      initContainers: [
        {
          ...network,
          name: 'bring',
          command: ['sh', '-c', `${forAll('add')}; true`],
        },
      ],
      containers: [
        listener(targets),
        {
          ...network,
          name: 'take',
          command: [
            'sh',
            '-c',
            `trap '${forAll('del')}; exit' TERM; sleep 3600 & wait`,
          ],
        },
      ],
      volumes: [{ name: 'probe', configMap: { name: 'probe' } }],
    },
  };
}
