import { connect, type Socket } from 'node:net';
import { answersOf } from '../__testUtils__/answers';
import { startServer, type RunningServer } from './server';

const CONNECTIONS = 500;
/** The kubelet's timeout in the chart is 3 s. */
const PATIENCE_MS = 3_000;

/** What a caller does with each connection that it holds. */
const attacks: Record<string, (socket: Socket) => NodeJS.Timeout | undefined> =
  {
    idle: () => undefined,
    'with headers that never end': socket => {
      socket.write('GET /status HTTP/1.1\r\nHost: x\r\n');
      return setInterval(() => socket.write('x: y\r\n'), 500);
    },
    'with a body in chunks that never ends': socket => {
      socket.write(
        'POST /status HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n',
      );
      return setInterval(() => socket.write('1\r\na\r\n'), 500);
    },
  };

/** `::1` and `127.0.0.1` are two sources on every machine. */
describe.each(Object.entries(attacks))(
  `one source with ${CONNECTIONS} connections, %s`,
  (_, attack) => {
    let server: RunningServer;
    let over = false;
    const held = new Set<Socket>();
    const timers = new Set<NodeJS.Timeout>();

    /** A closed connection is opened again at once, as a hostile caller would. */
    const hold = () => {
      if (over) return;
      const socket = connect(server.port, '::1');
      held.add(socket);
      let timer: NodeJS.Timeout | undefined;
      socket.on('error', () => {});
      socket.once('connect', () => {
        timer = attack(socket);
        if (timer) timers.add(timer);
      });
      socket.once('close', () => {
        held.delete(socket);
        if (timer) {
          clearInterval(timer);
          timers.delete(timer);
        }
        setTimeout(hold, 100);
      });
    };

    beforeAll(async () => {
      server = await startServer({
        port: 0,
        answers: answersOf(),
      });
      for (let i = 0; i < CONNECTIONS; i++) hold();
    });

    afterAll(async () => {
      over = true;
      timers.forEach(timer => clearInterval(timer));
      held.forEach(socket => socket.destroy());
      await server.stop();
    });

    it.each(['/readyz', '/livez', '/status', '/metrics'])(
      'keeps no other source from %s',
      async path => {
        const codes: Array<number | string> = [];
        for (let i = 0; i < 20; i++) {
          const response = await fetch(
            `http://127.0.0.1:${server.port}${path}`,
            {
              headers: { connection: 'close' },
              signal: AbortSignal.timeout(PATIENCE_MS),
            },
          ).catch((error: Error) => error.message);
          codes.push(typeof response === 'string' ? response : response.status);
        }
        expect(codes).toEqual(Array(20).fill(200));
      },
    );
  },
);
