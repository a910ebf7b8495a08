import { stringify } from 'yaml';
import type { Client } from '../src/clients/schema';

interface PeerPort {
  port: number;
  endPort?: number;
  protocol: 'TCP' | 'UDP';
}

/**
 * The list of ports of the chart's network policies on which nodes of any client listen for peers, as YAML. Services of type
 * NodePort use Kubernetes' default range instead.
 */
export function chartPeerPorts(clients: readonly Client[]): string {
  const ports: PeerPort[] = clients.flatMap(client => {
    if (client.layer === 'consensus') return peerPorts(client.ports);
    const { caplinP2p, caplinP2pUdp, caplinQuic } = client.ports;
    return [
      ...peerPorts(client.ports),
      ...peerPorts({ p2p: caplinP2p, p2pUdp: caplinP2pUdp, quic: caplinQuic }),
    ];
  });
  const nodePorts = (['TCP', 'UDP'] as const).map(
    (protocol): PeerPort => ({ port: 30_000, endPort: 32_767, protocol }),
  );
  const unique = new Map(
    [...ports, ...nodePorts].map(entry => [JSON.stringify(entry), entry]),
  );
  return stringify([...unique.values()], { sortMapEntries: true });
}

function peerPorts({
  p2p,
  p2pUdp,
  torrent,
  quic,
}: Partial<Record<'p2p' | 'p2pUdp' | 'torrent' | 'quic', number>>): PeerPort[] {
  const entries = (
    protocol: 'TCP' | 'UDP',
    ...values: (number | undefined)[]
  ) =>
    values
      .filter(port => port !== undefined)
      .map((port): PeerPort => ({ port, protocol }));
  return [
    ...entries('TCP', p2p, torrent),
    ...entries('UDP', p2p, p2pUdp, torrent, quic),
  ];
}
