import { answersOf } from '../__testUtils__/answers';
import { startFlood, attacksOn, type Flood } from '../__testUtils__/flood';
import { startServer, type RunningServer } from './server';

const CONNECTIONS = 500;
/** The kubelet's timeout in the chart is 3 s. */
const PATIENCE_MS = 3_000;

/** `::1` and `127.0.0.1` are two sources on every machine. */
describe.each(
  Object.entries(attacksOn('POST /status HTTP/1.1\r\nHost: x\r\n')),
)(`one source with ${CONNECTIONS} connections, %s`, (_, attack) => {
  let server: RunningServer;
  let flood: Flood;

  beforeAll(async () => {
    server = await startServer({ port: 0, answers: answersOf() });
    const { port } = server;
    flood = startFlood({ port, host: '::1', connections: CONNECTIONS }, attack);
  });

  afterAll(async () => {
    flood.end();
    await server.stop();
  });

  it.each(['/readyz', '/livez', '/status', '/metrics'])(
    'serves %s to other sources',
    async path => {
      const codes: Array<number | string> = [];
      for (let i = 0; i < 20; i++) {
        const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
          headers: { connection: 'close' },
          signal: AbortSignal.timeout(PATIENCE_MS),
        }).catch((error: Error) => error.message);
        codes.push(typeof response === 'string' ? response : response.status);
      }
      expect(codes).toEqual(Array(20).fill(200));
    },
  );
});
