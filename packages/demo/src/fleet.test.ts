import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { demoFleet } from './fleet';

const root = resolve(__dirname, '../../..');

describe('demoFleet', () => {
  it('knows every node of app-config.yaml, with the port that is written there', async () => {
    const config = parse(
      await readFile(resolve(root, 'app-config.yaml'), 'utf8'),
    );
    const nodes = await demoFleet(root, 18545);
    const ports = Object.fromEntries(
      nodes.map(({ name, port }) => [
        name,
        { executionUrl: `http://127.0.0.1:${port}` },
      ]),
    );
    expect(config.ethereumNodes.nodes).toMatchObject(ports);
    expect(nodes).toHaveLength(6);
  });

  it('has an entity with the same owner for every node but one, which the provider emits', async () => {
    const config = parse(
      await readFile(resolve(root, 'app-config.yaml'), 'utf8'),
    );
    const catalog = await readFile(
      resolve(root, 'catalog/demo/nodes.yaml'),
      'utf8',
    );
    const entities = parseAllDocuments(catalog).map(document =>
      document.toJS(),
    );
    const discovered: string[] = [];
    for (const { name } of await demoFleet(root, 18545)) {
      const { entityRef, owner } = config.ethereumNodes.nodes[name];
      if (entityRef === undefined) {
        discovered.push(name);
        continue;
      }
      expect(entities).toContainEqual(
        expect.objectContaining({
          kind: 'Component',
          metadata: expect.objectContaining({
            name: entityRef.replace('component:default/', ''),
            annotations: { 'ethereum.nodeyard.io/node': 'auto' },
          }),
          spec: expect.objectContaining({ type: 'ethereum-node', owner }),
        }),
      );
    }
    expect(discovered).toEqual(['risk-standby']);
    expect(config.catalog.providers.ethereumNodes).toBeDefined();
  });
});
