/* eslint-disable no-restricted-syntax -- the catalog of this repository is beside this package */
import type { SchedulerServiceTaskFunction } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
// Both plugins in one process, because the module calls the other.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import ethereumNodesPlugin from '@nodeyard/backstage-plugin-ethereum-nodes-backend';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import request from 'supertest';
import { parse, parseAllDocuments } from 'yaml';

jest.setTimeout(180_000);

const root = resolve(__dirname, '../../..');

interface AppConfig {
  catalog: { locations: Array<{ target: string }> };
  ethereumNodes?: object;
}

/** `catalog` of a file of app-config, with paths that do not depend on where the backend is started. */
function catalogOf(file: string, base: string) {
  const config: AppConfig = parse(readFileSync(resolve(root, file), 'utf8'));
  const { catalog, ethereumNodes } = config;
  return {
    ethereumNodes,
    catalog: {
      ...catalog,
      processingInterval: { seconds: 1 },
      stitchingStrategy: { mode: 'immediate' },
      locations: catalog.locations.map(location => ({
        ...location,
        target: resolve(root, base, location.target),
      })),
    },
  };
}

/** References of the entities in files of this repository. */
function refsIn(...patterns: string[]): string[] {
  return patterns
    .flatMap(pattern => globSync(resolve(root, pattern)))
    .flatMap(file => parseAllDocuments(readFileSync(file, 'utf8')))
    .map(document => stringifyEntityRef(document.toJS()));
}

async function startCatalog(data: object) {
  const tasks = new Map<string, SchedulerServiceTaskFunction>();
  const { server } = await startTestBackend({
    features: [
      import('@backstage/plugin-catalog-backend'),
      import('./index'),
      ethereumNodesPlugin,
      mockServices.scheduler.mock({
        scheduleTask: async ({ id, fn }) => {
          tasks.set(id, fn);
        },
      }).factory,
      mockServices.rootConfig.factory({ data: data as never }),
    ],
  });
  const list = async (): Promise<Entity[]> => {
    const { body, status } = await request(server).get('/api/catalog/entities');
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };
  const run = (id: string) => tasks.get(id)?.(new AbortController().signal);
  await run('discover');
  /** Entities by reference, once all of these and the targets of all relations are there. */
  return async (expected: string[]): Promise<Map<string, Entity>> => {
    let missing: string[] = [];
    for (let left = 240; left > 0; left -= 1) {
      await run('ethereum-nodes-entities');
      const entities = await list();
      const found = new Map(
        entities.map(entity => [stringifyEntityRef(entity), entity]),
      );
      const targets = entities.flatMap(({ relations = [] }) =>
        relations.map(({ targetRef }) => targetRef),
      );
      missing = [...expected, ...targets].filter(ref => !found.has(ref));
      if (missing.length === 0) return found;
      await wait(250);
    }
    throw new Error(`never in the catalog: ${[...new Set(missing)].join(' ')}`);
  };
}

describe('the catalog of the platform team', () => {
  it('is accepted by a real catalog, with every target of its relations and the nodes of the demo', async () => {
    const untilComplete = await startCatalog(
      catalogOf('app-config.yaml', 'packages/backend'),
    );
    const ofRepository = refsIn(
      'catalog/*.yaml',
      'catalog/demo/*.yaml',
      'catalog-info.yaml',
      'packages/*/catalog-info.yaml',
      'plugins/*/catalog-info.yaml',
    );
    expect(ofRepository.length).toBeGreaterThan(30);
    const discovered = [
      'component:default/static.risk-standby',
      'api:default/static.risk-standby.json-rpc',
      'resource:default/ethereum-network.devnet',
    ];
    const entities = await untilComplete([...ofRepository, ...discovered]);
    const standby = entities.get('component:default/static.risk-standby');
    expect(standby?.relations).toEqual(
      expect.arrayContaining([
        { type: 'ownedBy', targetRef: 'group:default/risk' },
        { type: 'partOf', targetRef: 'system:default/ethereum-fleet' },
        {
          type: 'dependsOn',
          targetRef: 'resource:default/ethereum-network.devnet',
        },
      ]),
    );
    // Nodes with entities of their own have no second one.
    const components = [...entities.keys()].filter(ref =>
      ref.startsWith('component:default/static.'),
    );
    expect(components).toEqual(['component:default/static.risk-standby']);
  });

  it('is complete without the demo, as production loads it', async () => {
    const { catalog } = catalogOf('app-config.production.yaml', '.');
    const untilComplete = await startCatalog({ catalog });
    const entities = await untilComplete([
      'group:default/nodeyard-maintainers',
      'domain:default/ethereum',
      'system:default/ethereum-fleet',
    ]);
    expect([...entities.keys()].filter(ref => ref.startsWith('user:'))).toEqual(
      [],
    );
  });
});
