import jsonRulesModule from '@backstage-community/plugin-tech-insights-backend-module-jsonfc';
import techInsightsPlugin from '@backstage-community/plugin-tech-insights-backend';
import type { SchedulerServiceTaskFunction } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// Both plugins in one process, because one calls the other.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import ethereumNodesPlugin from '@nodeyard/backstage-plugin-ethereum-nodes-backend';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import request from 'supertest';
import { parse } from 'yaml';
import { factSchema } from './facts/factSchema';
import techInsightsModuleEthereumNodes from './index';

const root = resolve(__dirname, '../../..');

/** A chain whose head is always fresh, on a free port. */
async function startAnvil(): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(
    resolve(root, '.tools/bin/anvil'),
    ['--port', '0', '--chain-id', '7332', '--block-time', '1'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    const [, address] = /^Listening on (127\.0\.0\.1:\d+)/.exec(line) ?? [];
    if (address) {
      child.stdout.resume();
      return { process: child, url: `http://${address}` };
    }
  }
  throw new Error('anvil ended before it listened. Run: make tools');
}

let anvil: Awaited<ReturnType<typeof startAnvil>>;
beforeAll(async () => {
  anvil = await startAnvil();
  // A client at block 0 is WAITING_FOR_CL.
  const body = { jsonrpc: '2.0', id: 1, method: 'evm_mine', params: [] };
  await request(anvil.url).post('/').send(body).expect(200);
});
afterAll(async () => {
  anvil.process.kill('SIGKILL');
  await once(anvil.process, 'exit');
});

const anEntity = (name: string, node?: string, type = 'service'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    ...(node && { annotations: { 'ethereum.nodeyard.io/node': node } }),
  },
  spec: { type },
});

/** The YAML of the README. */
async function configOfReadme() {
  const readme = await readFile(resolve(__dirname, '../README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```yaml\n([\s\S]*?)^```/gm)];
  const [retrievers, checks] = blocks.map(([, text = '']) => parse(text));
  return {
    techInsights: { ...retrievers.techInsights, ...checks.techInsights },
  };
}

async function startBackend() {
  const tasks = new Map<string, SchedulerServiceTaskFunction>();
  const { server } = await startTestBackend({
    features: [
      ethereumNodesPlugin,
      techInsightsPlugin,
      jsonRulesModule,
      techInsightsModuleEthereumNodes,
      catalogServiceMock.factory({
        entities: [
          anEntity('good', undefined, 'ethereum-node'),
          anEntity('pair', 'static~good, static~gone'),
          anEntity('planned', 'auto'),
          anEntity('website'),
        ],
      }),
      mockServices.scheduler.mock({
        scheduleTask: async ({ id, fn }) => {
          tasks.set(id, fn);
        },
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          ...(await configOfReadme()),
          ethereumNodes: {
            nodes: {
              good: {
                network: 'devnet',
                executionUrl: anvil.url,
                entityRef: 'component:default/good',
              },
              gone: { network: 'devnet', executionUrl: 'http://127.0.0.1:9' },
            },
          },
        },
      }),
    ],
  });
  const run = async (id: string) =>
    tasks.get(id)?.(new AbortController().signal);
  const facts = async (name: string) => {
    const { body } = await request(server)
      .get('/api/tech-insights/facts/latest')
      .query({ entity: `component:default/${name}`, ids: ['ethereumNodes'] })
      .expect(200);
    return body.ethereumNodes?.facts;
  };
  return { server, run, facts };
}

describe('Tech Insights, with the backends and the README of this repository and a real node', () => {
  it('computes the facts of each entity, and evaluates the checks of the README', async () => {
    const { server, run, facts } = await startBackend();
    await run('discover');
    await run('poll');
    await run('ethereumNodes');

    expect(await facts('good')).toEqual({
      nodes: 1,
      inSync: true,
      // A single sample in sync is not sufficient.
      ready: false,
      worstState: 'SYNCED',
      forkReady: true,
      clientVersions: [expect.stringMatching(/^anvil v\d+\.\d+\.\d+$/)],
    });
    expect(await facts('pair')).toMatchObject({
      nodes: 2,
      inSync: false,
      ready: false,
      worstState: 'UNREACHABLE',
    });
    expect(await facts('planned')).toEqual({ nodes: 0 });
    expect(await facts('website')).toBeUndefined();

    const results = async (name: string) => {
      const { body } = await request(server)
        .post(`/api/tech-insights/checks/run/default/component/${name}`)
        .send({})
        .expect(200);
      return body.map((one: { check: { id: string }; result: boolean }) => [
        one.check.id,
        one.result,
      ]);
    };
    expect(await results('good')).toEqual([['ethereumNodesInSync', true]]);
    expect(await results('pair')).toEqual([['ethereumNodesInSync', false]]);
    expect(await results('planned')).toEqual([]);
  });

  it('serves the description of every fact', async () => {
    const { server } = await startBackend();
    const { body } = await request(server)
      .get('/api/tech-insights/fact-schemas')
      .expect(200);
    expect(body).toEqual([
      expect.objectContaining({ id: 'ethereumNodes', ...factSchema }),
    ]);
  });
});
