import { toEnglish } from '../__testUtils__/toEnglish';
import { FakeExecutionClients } from '../__testUtils__/FakeExecutionClients';
import { StaticSource } from './StaticSource';
import { itemAt } from '../__testUtils__/itemAt';

const signal = new AbortController().signal;
let clients: FakeExecutionClients;
beforeAll(async () => {
  clients = await FakeExecutionClients.start();
});
afterAll(() => clients.stop());

const sourceOf = (executionUrl: string, headers?: Record<string, string>) =>
  new StaticSource({
    nodes: [{ name: 'a', network: 'devnet', executionUrl, headers }],
  });

/** @param timeoutMs - long, so that only a client that never answers times out on a busy machine */
async function readingOf(source: StaticSource, timeoutMs = 20_000) {
  const { places } = await source.discover();
  const [place] = places;
  if (place?.status !== 'ok') throw new Error('expected static nodes');
  return source.read(itemAt(place.nodes, 0), { signal, timeoutMs });
}

jest.setTimeout(180_000);

describe('StaticSource', () => {
  it('calls allowed endpoints only, if the configuration has an allow-list', async () => {
    const executionUrl = clients.url('synced', 1);
    const nodes = [{ name: 'a', network: 'devnet', executionUrl }];
    const rule = {
      scheme: 'http' as const,
      host: '127.0.0.1',
      ports: [Number(new URL(executionUrl).port)],
    };
    const source = new StaticSource({ nodes, allow: [rule] });
    expect(toEnglish(await readingOf(source))).toEqual({
      kind: 'failed',
      answered: true,
      reason: 'It is not called: 127.0.0.1 is in the range loopback',
    });
    source.replace({
      nodes,
      allow: [{ ...rule, addresses: ['127.0.0.1/32'] }],
    });
    expect(await readingOf(source)).toMatchObject({
      kind: 'sample',
      sample: { execution: { kind: 'ok' } },
    });
  });

  it.each([
    ['169.254.169.254', 'is in the range linkLocal'],
    ['[fe80::1]', 'is in the range linkLocal'],
    ['[::ffff:169.254.169.254]', 'is in the range linkLocal'],
    ['168.63.129.16', 'belongs to a metadata service'],
    ['[fd00:ec2::254]', 'belongs to a metadata service'],
  ])('does not call %s without an allow-list either', async (host, why) => {
    const source = sourceOf(`http://${host}/latest/meta-data`);
    expect(toEnglish(await readingOf(source))).toMatchObject({
      kind: 'failed',
      answered: true,
      reason: expect.stringMatching(
        new RegExp(`^It is not called: [0-9a-f:.]+ ${why}$`),
      ),
    });
  });

  it('stores neither URLs nor headers', async () => {
    const { places } = await sourceOf('http://rpc.example/v3/key', {
      authorization: 'Bearer secret',
    }).discover();
    expect(JSON.stringify(places)).not.toMatch(/key|secret/);
  });

  it('probes a client over HTTP, with the headers of the configuration', async () => {
    const reading = await readingOf(
      sourceOf(clients.url('synced', 1), { authorization: 'Bearer secret' }),
    );
    expect(reading).toMatchObject({
      kind: 'sample',
      sample: {
        execution: {
          kind: 'ok',
          value: {
            chainId: 7332,
            clientVersion: expect.stringMatching(/^Geth/),
          },
        },
        consensus: { kind: 'not-configured' },
      },
    });
    expect(clients.authorizations.has('Bearer secret')).toBe(true);
  });

  it.each([
    ['hanging', 'timeout', 300],
    ['garbage', 'invalid-response', undefined],
  ] as const)(
    'reports why a %s client fails, without the path of its URL',
    async (behavior, reason, timeoutMs) => {
      const reading = await readingOf(
        sourceOf(clients.url(behavior, 'secret-key')),
        timeoutMs,
      );
      expect(reading).toMatchObject({
        kind: 'sample',
        sample: { execution: { kind: 'failed', reason } },
      });
      expect(JSON.stringify(reading)).not.toContain('secret-key');
    },
  );
});
