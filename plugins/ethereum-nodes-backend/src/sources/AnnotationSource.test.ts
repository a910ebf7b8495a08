import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { toEnglish } from '../__testUtils__/toEnglish';
import { FakeExecutionClients } from '../__testUtils__/FakeExecutionClients';
import { NodeEntities } from '../catalog/NodeEntities';
import {
  type EndpointRule,
  endpointRuleSchema,
} from '../endpoints/endpointRule';
import { findBuiltInNetwork } from '../networkLookup';
import { AnnotationSource } from './AnnotationSource';
import { itemAt } from '../__testUtils__/itemAt';

jest.setTimeout(180_000);

const signal = new AbortController().signal;
const options = { signal, timeoutMs: 20_000 };
let clients: FakeExecutionClients;
beforeAll(async () => {
  clients = await FakeExecutionClients.start();
});
afterAll(() => clients.stop());

const anEntity = (name: string, url?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: url ? { 'ethereum.nodeyard.io/execution-url': url } : {},
  },
  spec: { type: 'service' },
});

const ruleFor = (host: string, addresses?: string[]): EndpointRule =>
  endpointRuleSchema.parse({
    scheme: 'http',
    host,
    ports: [Number(new URL(clients.url('synced', 1)).port)],
    addresses,
  });

function open(
  entities: Entity[],
  allow: EndpointRule[],
  address = '127.0.0.1',
) {
  const logger = mockServices.logger.mock();
  const catalog = catalogServiceMock({ entities });
  const source = new AnnotationSource({
    entities: new NodeEntities({ catalog, auth: mockServices.auth() }),
    allow,
    findNetwork: findBuiltInNetwork,
    logger,
    resolve: (_, __, callback) => callback(null, [{ address, family: 4 }]),
  });
  return { source, logger };
}

const urlAt = (host: string) =>
  clients.url('synced', 1).replace('127.0.0.1', host);

async function nodesOf(source: AnnotationSource) {
  const { places } = await source.discover({ signal });
  return places.flatMap(place => (place.status === 'ok' ? place.nodes : []));
}

describe('AnnotationSource', () => {
  it('finds and reads declared nodes that the rules allow', async () => {
    const { source } = open(
      [anEntity('a', urlAt('geth.acme.example')), anEntity('b')],
      [ruleFor('*.acme.example', ['127.0.0.0/8'])],
    );
    const nodes = await nodesOf(source);
    expect(nodes).toMatchObject([
      {
        id: 'entity~component~default~a',
        name: 'a',
        network: 'unknown',
        entityRef: 'component:default/a',
      },
    ]);
    expect(
      toEnglish(await source.read(itemAt(nodes, 0), options)),
    ).toMatchObject({
      kind: 'sample',
      sample: { execution: { kind: 'ok', value: { chainId: 7332 } } },
    });
  });

  it('does not call a refused address of an allowed name', async () => {
    const { source } = open(
      [anEntity('a', urlAt('geth.acme.example'))],
      [ruleFor('*.acme.example')],
    );
    const node = itemAt(await nodesOf(source), 0);
    expect(toEnglish(await source.read(node, options))).toEqual({
      kind: 'failed',
      answered: true,
      reason:
        'It is not called: geth.acme.example resolves to an address that is refused: 127.0.0.1 is in the range loopback',
    });
  });

  it('does not call an endpoint that is no longer allowed', async () => {
    const { source } = open(
      [anEntity('a', urlAt('geth.acme.example'))],
      [ruleFor('*.acme.example', ['127.0.0.0/8'])],
    );
    const node = itemAt(await nodesOf(source), 0);
    source.allow = [ruleFor('other.example', ['127.0.0.0/8'])];
    expect(toEnglish(await source.read(node, options))).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('is not allowed'),
    });
    expect(await nodesOf(source)).toEqual([]);
  });

  it('does not read the catalog while no endpoint is allowed', async () => {
    const { source } = open([anEntity('a', urlAt('geth.acme.example'))], []);
    const listDeclaring = jest.spyOn(NodeEntities.prototype, 'listDeclaring');
    expect(await source.discover({ signal })).toEqual({
      complete: true,
      places: [{ status: 'ok', nodes: [] }],
    });
    expect(listDeclaring).not.toHaveBeenCalled();
    listDeclaring.mockRestore();
  });

  it('logs a refusal once, and again when it changes', async () => {
    const entity = anEntity('a', clients.url('synced', 1));
    const { source, logger } = open([entity], [ruleFor('*.acme.example')]);
    expect(await nodesOf(source)).toEqual([]);
    await nodesOf(source);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Entity component:default\/a declares a node that is refused: .*is not allowed/,
      ),
    );
    source.allow = [ruleFor('127.0.0.1')];
    await nodesOf(source);
    expect(logger.warn).toHaveBeenCalledTimes(2);
    expect(logger.warn).toHaveBeenLastCalledWith(
      expect.stringContaining('127.0.0.1 is in the range loopback'),
    );
  });
});

describe('a catalog that cannot be read completely', () => {
  const auth = mockServices.auth();
  const page = (name: string, nextCursor?: string) => ({
    items: [anEntity(name, urlAt('geth.acme.example'))],
    totalItems: 2,
    pageInfo: { nextCursor },
  });

  const discoveryOf = async (queryEntities: jest.Mock) => {
    const logger = mockServices.logger.mock();
    const source = new AnnotationSource({
      entities: new NodeEntities({ catalog: { queryEntities }, auth }),
      allow: [ruleFor('*.acme.example')],
      findNetwork: findBuiltInNetwork,
      logger,
    });
    return { discovery: await source.discover({ signal }), logger };
  };

  it('removes no node if it fails after the first page', async () => {
    const { discovery, logger } = await discoveryOf(
      jest
        .fn()
        .mockResolvedValueOnce(page('a', 'next'))
        .mockRejectedValueOnce(new Error('the catalog is away')),
    );
    expect(discovery).toEqual({ complete: false, places: [] });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('the catalog is away'),
    );
  });

  it('removes no node if its pages do not end', async () => {
    const queryEntities = jest.fn().mockResolvedValue(page('a', 'next'));
    const { discovery, logger } = await discoveryOf(queryEntities);
    expect(discovery).toEqual({ complete: false, places: [] });
    expect(queryEntities).toHaveBeenCalledTimes(20);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('more than 10000 entities'),
    );
  });

  it('is read with service credentials, for entities with the annotation only', async () => {
    const queryEntities = jest.fn().mockResolvedValue(page('a'));
    await discoveryOf(queryEntities);
    expect(queryEntities).toHaveBeenCalledWith(
      expect.objectContaining({
        query: {
          $any: [
            {
              'metadata.annotations.ethereum.nodeyard.io/execution-url': {
                $exists: true,
              },
            },
            {
              'metadata.annotations.ethereum.nodeyard.io/consensus-url': {
                $exists: true,
              },
            },
          ],
        },
        limit: 500,
      }),
      { credentials: await auth.getOwnServiceCredentials() },
    );
  });
});
