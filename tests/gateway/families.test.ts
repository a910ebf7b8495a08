import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startGateway, type Gateway } from './gateway';

/** Nothing listens there: the gateway says so by itself. */
const upstreams = { gone: { port: 9 } };

const gateways: Gateway[] = [];
after(() => Promise.all(gateways.map(gateway => gateway.stop())));

/** Hosts of loopback at which a port answers. */
async function reached(port: number, path: string): Promise<string[]> {
  const answers = await Promise.all(
    ['127.0.0.1', '[::1]'].map(host =>
      fetch(`http://${host}:${port}${path}`).then(
        () => [host],
        () => [],
      ),
    ),
  );
  return answers.flat();
}

describe("the gateway's addresses", () => {
  const pods: Array<[string, string, string[]]> = [
    ['IPv6 alone or first', '::1', ['127.0.0.1', '[::1]']],
    ['IPv4 alone, its address bound twice', '127.0.0.1', ['127.0.0.1']],
  ];
  for (const [name, podIp, hosts] of pods) {
    test(`in a pod with ${name}`, async () => {
      const gateway = await startGateway(upstreams, {}, {}, podIp);
      gateways.push(gateway);
      assert.deepEqual(await reached(gateway.port, '/healthz'), hosts);
      assert.deepEqual(await reached(gateway.statusPort, '/metrics'), hosts);
    });
  }
});
