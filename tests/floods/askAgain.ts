// A process of its own, so that what it costs is not taken for what the backend costs: `askAgain` in again.ts.
import { Agent, get } from 'node:http';

const { url, token, connections, addresses } = JSON.parse(
  process.argv[2] ?? '{}',
);

/** Statuses, and how often each was answered. */
const answers: Record<string, number> = {};

for (let i = 0; i < connections; i += 1) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const localAddress = addresses[i % addresses.length];
  const ask = () =>
    get(
      url,
      { agent, localAddress, headers: { authorization: `Bearer ${token}` } },
      response => {
        answers[response.statusCode ?? 0] =
          (answers[response.statusCode ?? 0] ?? 0) + 1;
        response.resume().once('close', ask);
      },
    ).once('error', () => setTimeout(ask, 100));
  ask();
}

process.on('message', () => process.send?.(answers));
process.once('disconnect', () => process.exit());
