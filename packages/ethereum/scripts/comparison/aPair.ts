import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { callOf, type Answers } from '../../src/__fixtures__/replay';

/** The genesis of the recordings' devnet, which no recording holds and a consensus exporter asks for first. */
const genesis = {
  genesis_time: '1795425828',
  genesis_validators_root: `0x${'11'.repeat(32)}`,
  genesis_fork_version: '0x10000038',
};

const probed = { execution: 'eth_syncing', consensus: '/eth/v1/node/syncing' };

/** A recorded pair on two loopback ports: answers, stays silent and closes its ports as the clients did. */
export class RecordedPair {
  private readonly servers: Record<keyof typeof probed, Server>;
  private answers: Answers;

  private constructor(answers: Answers) {
    this.answers = answers;
    const serve = () =>
      createServer((request, response) => {
        this.reply(request, response).catch(() => response.destroy());
      });
    this.servers = { execution: serve(), consensus: serve() };
  }

  static async start(answers: Answers): Promise<RecordedPair> {
    const pair = new RecordedPair(answers);
    for (const server of Object.values(pair.servers)) {
      await new Promise<void>(resolve =>
        server.listen(0, '127.0.0.1', resolve),
      );
    }
    return pair;
  }

  urlOf(layer: keyof typeof probed): string {
    const { port } = this.servers[layer].address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Configuration of ethereum-metrics-exporter for this pair. */
  exporterConfig({ hasConsensus = true } = {}): object {
    return {
      consensus: {
        enabled: hasConsensus,
        url: this.urlOf('consensus'),
        name: 'consensus',
      },
      execution: {
        enabled: true,
        url: this.urlOf('execution'),
        name: 'execution',
        modules: ['eth', 'net', 'web3'],
      },
    };
  }

  /** Answers as another recording from now on; a client that had ended there closes its port. */
  replayFrom(answers: Answers): void {
    this.answers = answers;
    for (const layer of ['execution', 'consensus'] as const) {
      const answer = answers(probed[layer]);
      if (answer && 'error' in answer && answer.error.name !== 'TimeoutError') {
        this.close(layer);
      }
    }
  }

  stop(): void {
    this.close('execution');
    this.close('consensus');
  }

  private close(layer: keyof typeof probed): void {
    this.servers[layer].close();
    this.servers[layer].closeAllConnections();
  }

  private async reply(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.setHeader('Content-Type', 'application/json');
    const path = request.url ?? '/';
    if (body !== '') {
      const asked = JSON.parse(body);
      const results = Array.isArray(asked)
        ? asked.map(one => this.rpc(one))
        : this.rpc(asked);
      const silent = [results].flat().includes(undefined);
      if (!silent) response.end(JSON.stringify(results));
    } else if (path === '/eth/v1/beacon/genesis') {
      response.end(JSON.stringify({ data: genesis }));
    } else {
      const known = this.answers(path);
      if (known === undefined) {
        response.statusCode = 404;
        response.end('{"code":404,"message":"not recorded"}');
      } else if ('status' in known) {
        response.statusCode = known.status;
        response.end(JSON.stringify(known.body));
      }
    }
  }

  /** Undefined where the client stayed silent. */
  private rpc(asked: { id: unknown }): object | undefined {
    const known = this.answers(callOf('', JSON.stringify(asked)));
    if (known === undefined) {
      const error = { code: -32601, message: 'not recorded' };
      return { jsonrpc: '2.0', id: asked.id, error };
    }
    return 'status' in known
      ? { ...(known.body as object), id: asked.id }
      : undefined;
  }
}
