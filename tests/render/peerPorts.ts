import { z } from 'zod';
import { portsOf } from '../../packages/ethereum/src/clients/release';
import type {
  ConsensusClient,
  ExecutionClient,
} from '../../packages/ethereum/src/clients/schema';
import { workloadsOf, type Manifest } from './manifests';

/** Names of `p2p.nodePorts` that a pair listens on; without a consensus client it is the one inside the execution client. */
export function listening(
  execution: ExecutionClient,
  consensus?: ConsensusClient,
  tags: { execution?: string; consensus?: string } = {},
): string[] {
  const { torrent, caplinQuic } = portsOf(execution, tags.execution);
  const quic = consensus ? portsOf(consensus, tags.consensus).quic : caplinQuic;
  return [
    'execution',
    'consensus',
    ...(torrent ? ['torrent'] : []),
    ...(quic ? ['consensusQuic'] : []),
  ];
}

const portSchema = z.looseObject({
  port: z.number(),
  protocol: z.string(),
  nodePort: z.number().optional(),
});
const serviceSchema = z.looseObject({
  spec: z.looseObject({ ports: z.array(portSchema) }),
});
const policySchema = z.looseObject({
  spec: z.looseObject({
    ingress: z.array(z.looseObject({ ports: z.array(portSchema) })),
  }),
});
const isForPeers = /^(el-p2p|el-torrent|cl-p2p|cl-quic)/;

/** Everything that says on which ports a node's peers reach it, as lists like `9001/UDP`, by the place that says it. */
export function peerPorts(
  manifests: readonly Manifest[],
  notes: string,
  fullname: string,
): Record<string, string[]> {
  const named = (kind: string, name: string) =>
    manifests.find(
      ({ metadata, ...object }) =>
        object.kind === kind && metadata.name === `${fullname}${name}`,
    );
  const pod = workloadsOf(manifests).find(
    ({ metadata }) => metadata.name === fullname,
  );
  const headless = serviceSchema.parse(named('Service', '-headless'));
  const policy = policySchema.parse(named('NetworkPolicy', '-peers'));
  const places: Record<string, string[]> = {
    containers: (pod?.spec.template.spec.containers ?? [])
      .flatMap(({ ports }) => ports)
      .filter(({ name = '' }) => isForPeers.test(name))
      .map(({ containerPort: port, protocol }) => `${port}/${protocol}`),
    'Service -headless': headless.spec.ports.map(word),
    'NetworkPolicy -peers': policy.spec.ingress.flatMap(({ ports }) =>
      ports.map(word),
    ),
  };
  const service = named('Service', '-p2p');
  if (service) {
    const { ports } = serviceSchema.parse(service).spec;
    places['Service -p2p'] = ports.map(word);
    if (ports.some(({ nodePort }) => nodePort)) {
      places['node ports'] = ports.map(({ nodePort = 0, protocol }) =>
        word({ port: nodePort, protocol }),
      );
    }
    const own = new RegExp(`^${fullname}: [^]*?^  Let (.*) through`, 'm');
    places.NOTES = own.exec(notes)?.[1]?.split(', ') ?? [];
  }
  return places;
}

const word = ({ port, protocol }: { port: number; protocol: string }) =>
  `${port}/${protocol}`;
