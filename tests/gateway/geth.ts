import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePresent } from '../ensurePresent';
import { start, until } from './processes';

/** Name that the gateway must call it by: its Service's. Geth refuses every other host. */
export const GETH_HOST = 'geth.test.svc.cluster.local';

/** A geth of its own chain that offers everything, the worst included. */
export interface Geth {
  port: number;
  wsPort: number;
  /** Methods that it has read out of requests since it was asked last, in order: its own word for it. */
  served(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startGeth(): Promise<Geth> {
  const datadir = await mkdtemp(join(tmpdir(), 'gateway-geth-'));
  const apis = 'eth,net,web3,admin,debug,miner,txpool';
  const geth = start('geth', [
    ...['--dev', '--datadir', datadir, '--ipcdisable', '--nodiscover'],
    ...['--port', '0', '--authrpc.port', '0', '--datadir.minfreedisk', '0'],
    ...['--http', '--http.port', '0', '--http.api', apis],
    ...['--http.vhosts', GETH_HOST],
    ...['--ws', '--ws.port', '0', '--ws.api', apis, '--ws.origins', '*'],
    // Debug, where it says which method it has served.
    ...['--verbosity', '4', '--log.format', 'logfmt'],
  ]);
  const port = await until(
    () => portIn(geth.output(), /HTTP server started.*endpoint=\S+:(\d+)/),
    geth,
  );
  const wsPort = await until(
    () => portIn(geth.output(), /WebSocket enabled.*url=\S+:(\d+)/),
    geth,
  );
  let read = 0;
  return {
    port,
    wsPort,
    served: async () => {
      // One call of the test's own behind all others: when it is in the log, they are.
      const mark = `web3_sha3`;
      const from = read;
      await ask(
        port,
        `{"jsonrpc":"2.0","id":1,"method":"${mark}","params":["0x00"]}`,
      );
      const methods = await until(() => {
        const found = servedIn(geth.output().slice(from));
        return found.includes(mark) ? found : undefined;
      }, geth);
      read = geth.output().length;
      return methods.filter(method => method !== mark);
    },
    stop: async () => {
      await geth.stop();
      await rm(datadir, { recursive: true, force: true });
    },
  };
}

/** Asks geth itself, past the gateway. */
export async function ask(port: number, body: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return answer.text();
}

function servedIn(log: string): string[] {
  return [...log.matchAll(/msg="Served (\S+?)"/g)].map(([, method]) =>
    ensurePresent(method),
  );
}

function portIn(log: string, expression: RegExp): number | undefined {
  const port = expression.exec(log)?.[1];
  return port === undefined ? undefined : Number(port);
}
