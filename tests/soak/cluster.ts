import { writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { RecordedApiServer } from '../../plugins/ethereum-nodes-backend/src/__testUtils__/RecordedApiServer';

/** Answers of a real API server, played back on a port that can be closed. */
export interface Cluster {
  kubeconfig: string;
  /** IDs of its nodes that are in sync while it answers. */
  inSync: string[];
  /** Refuses connections from now on. */
  leave(): void;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

export async function aCluster(kubeconfig: string): Promise<Cluster> {
  const api = await RecordedApiServer.start();
  const inner = Number(new URL(api.url).port);
  const open = new Set<Socket>();
  const gate = createServer(socket => {
    // What was asked before is the recording's business, and a long run's memory.
    api.requests.length = 0;
    const behind = connect(inner, '127.0.0.1');
    for (const one of [socket, behind]) {
      open.add(one);
      one.on('error', () => one.destroy());
      one.once('close', () => open.delete(one));
    }
    socket.pipe(behind).pipe(socket);
  });
  gate.listen(0, '127.0.0.1');
  await once(gate, 'listening');
  const address = gate.address();
  if (address === null || typeof address === 'string') {
    throw new Error('no port');
  }
  const { port } = address;
  await writeFile(kubeconfig, contexts(`http://127.0.0.1:${port}`));
  const leave = () => {
    gate.close();
    for (const socket of open) socket.destroy();
  };
  return {
    kubeconfig,
    inSync: ['reader~payments~geth'],
    leave,
    comeBack: async () => {
      gate.listen(port, '127.0.0.1');
      await once(gate, 'listening');
    },
    stop: async () => {
      leave();
      await api.stop();
    },
  };
}

/** One context, whose account is the recording's reader. */
function contexts(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'recorded',
        cluster: { server, 'insecure-skip-tls-verify': true },
      },
    ],
    users: [{ name: 'reader', user: { token: 'reader' } }],
    contexts: [
      { name: 'reader', context: { cluster: 'recorded', user: 'reader' } },
    ],
  });
}
