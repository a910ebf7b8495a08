/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests of canaries share is no package */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import {
  canariesIn,
  escapes,
  newCanary,
  newKeyCanary,
  spellingsOf,
} from '../../../tests/canary/canary';
import { lastRunMetrics } from './runSummary';
import type { TestNode } from './testing/testNode';
import { newNode, last, run, stopAll } from './testing/orchestrators';

jest.setTimeout(120_000);

const canaries = {
  apiToken: newKeyCanary(),
  access: newCanary(),
  secret: newKeyCanary(),
  session: newKeyCanary(),
  path: newCanary(),
};
const keys = {
  AWS_ACCESS_KEY_ID: canaries.access,
  AWS_SECRET_ACCESS_KEY: canaries.secret,
  AWS_SESSION_TOKEN: canaries.session,
};

let nth = 0;
/** Another spelling each time, since what is quoted is cut. */
function spelled(secrets: readonly string[]): string {
  const all = secrets.flatMap(secret =>
    Object.values(spellingsOf(secret)).flatMap(text =>
      Object.values(escapes).map(escaped => escaped(text)),
    ),
  );
  nth += 7;
  return `${all[nth % all.length]} ${all[(nth * 3) % all.length]}`;
}

describe('a credential of an orchestrator', () => {
  let server: Server;
  let asked = 0;
  const before = { ...process.env };

  beforeAll(async () => {
    Object.assign(process.env, keys);
    server = createServer((request, response) => {
      asked += 1;
      request.resume();
      response.writeHead(403, { 'content-type': 'application/xml' });
      response.end(responseTo(request));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(stopAll);
  afterAll(() => {
    process.env = before;
    server.closeAllConnections();
    server.close();
  });

  function responseTo({ headers, url }: IncomingMessage): string {
    const text = `${spelled([...Object.values(keys), canaries.path])} ${
      headers.authorization
    } ${headers['x-amz-security-token']} ${url}`;
    return `<Error><Code>Denied</Code><Message>${text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')}</Message></Error>`;
  }
  const origin = () => {
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address?.port}`;
  };
  const asUser = (node: TestNode) =>
    node.clusterAs(async options => {
      options.headers = { Authorization: `Bearer ${canaries.apiToken}` };
    });

  /** Everything that stays of a run: what it printed, and every object of the cluster. */
  async function runOf(node: TestNode, config: object) {
    const log: string[] = [];
    const outcome = await run(node, {
      config,
      cluster: asUser(node),
      log: line => void log.push(line),
    });
    const kept = JSON.stringify([...node.api.objects]);
    const metrics = node.data()['last.json']
      ? lastRunMetrics(node.config(config), last(node))
      : '';
    for (const [where, text] of Object.entries({
      outcome: JSON.stringify(outcome),
      log: log.join('\n'),
      kept,
      metrics,
    })) {
      expect([where, text, canariesIn(text, canaries)]).toEqual([
        where,
        text,
        [],
      ]);
    }
    return { outcome, kept };
  }

  it('is in no output and no object of a successful run', async () => {
    const { outcome, kept } = await runOf(await newNode(), {});
    expect(outcome).toMatchObject({ last: { result: 'done' } });
    for (const kind of ['SnapshotPublished', 'last.json']) {
      expect(kept).toContain(kind);
    }
  });

  it.each<[string, number, () => object]>([
    [
      'the bucket',
      1,
      () => ({ store: { url: 's3://bucket', endpoint: origin() } }),
    ],
    ['the node', 3, () => ({ rpcUrl: `${origin()}/${canaries.path}` })],
    ['the sidecar', 3, () => ({ statusUrl: `${origin()}/${canaries.path}` })],
  ])('is in nothing when %s quotes it', async (_, rounds, config) => {
    for (let round = 0; round < rounds; round += 1) {
      const node = await newNode();
      const first = asked;
      const { outcome } = await runOf(node, config());
      expect(outcome).toMatchObject({ ok: false });
      expect(asked).toBeGreaterThan(first);
    }
  });

  it('is in none of them when the API server quotes its token', async () => {
    for (const path of ['scale', 'volumesnapshots', 'jobs', 'pods', 'events']) {
      const node = await newNode();
      node.api.refusalMessage = ({ authorization }) =>
        `${spelled([canaries.apiToken])} with ${authorization}`;
      node.api.refuses = request => request.includes(path);
      const { outcome } = await runOf(node, {
        timeoutsSeconds: { lease: 5, resume: 1 },
      });
      expect(outcome).toBeDefined();
    }
  });

  it.each([
    ['the store', { store: { url: `s3://me:${canaries.secret}@bucket` } }],
    [
      'the server of the store',
      { store: { url: 's3://b', endpoint: `http://me:${canaries.path}@s3` } },
    ],
    ['the node', { rpcUrl: `http://me:${canaries.path}@node` }],
    ['the sidecar', { statusUrl: `http://node/?k=${canaries.path}` }],
  ])('is refused in the URL of %s, and not repeated', async (_, config) => {
    const node = await newNode();
    const refused = await Promise.resolve()
      .then(() => node.config(config))
      .then(
        () => 'accepted',
        error => String(error),
      );
    expect(refused).toMatch(/credentials/);
    expect([refused, canariesIn(refused, canaries)]).toEqual([refused, []]);
  });
});
