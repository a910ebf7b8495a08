import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { openStore } from '../store/openStore';
import type { Store } from '../store/store';

/**
 * Runs a test on a bucket whose fake server, on loopback, gives the responses of the test. A real server does not misbehave on
 * request.
 *
 * @param options - of the store, beside its address
 */
export async function withFakeBucket(
  answer: RequestListener,
  options: { attempts?: number; timeoutMs?: number },
  use: (store: Store) => Promise<void>,
): Promise<void> {
  process.env.AWS_ACCESS_KEY_ID ??= 'test-access';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'test-secret-key';
  const server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const endpoint = `http://127.0.0.1:${port}`;
  const store = await openStore(
    { url: 's3://bucket', endpoint, pathStyle: true, ...options },
    'devnet',
    'geth',
  );
  try {
    await use(store);
  } finally {
    store.close();
    server.closeAllConnections();
    server.close();
  }
}
