import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { aNode } from './__testUtils__/aNode';
import { createMemoryCatalog } from './__testUtils__/createMemoryCatalog';
import { readOptions } from './config';
import { EthereumNodesProvider } from './EthereumNodesProvider';

const GOOD = 'component:default/eu.payments.good';
const HOSTILE = 'eu~payments~hostile';

async function run(items: EthereumNode[]) {
  const logger = mockServices.logger.mock();
  const { catalog, connection, entities } = createMemoryCatalog();
  const provider = new EthereumNodesProvider({
    auth: mockServices.auth(),
    catalog,
    nodes: {
      listNodes: async () => ({ items, totalItems: items.length }),
      getFleet: async () => ({
        total: items.length,
        ready: 0,
        byState: {},
        byNetwork: [],
        clusters: [],
      }),
    },
    logger,
    options: readOptions(
      new ConfigReader({ catalog: { providers: { ethereumNodes: {} } } }),
    )!,
  });
  await provider.connect(connection);
  const summary = await provider.run();
  const warnings = logger.warn.mock.calls.map(([message]) => message);
  return { summary, entities, warnings };
}

/** The component of a hostile node, which the list has before a good one. */
async function emit(hostile: EthereumNode) {
  const { entities, ...rest } = await run([hostile, aNode('eu~payments~good')]);
  expect(entities.has(GOOD)).toBe(true);
  expect(entities.has('api:default/eu.payments.good.json-rpc')).toBe(true);
  expect(entities.has('resource:default/ethereum-network.sepolia')).toBe(true);
  const component = [...entities.values()].find(
    ({ metadata }) =>
      metadata.annotations?.['ethereum.nodeyard.io/node'] === hostile.id,
  );
  return { component, ...rest };
}

describe('names', () => {
  it.each([
    ['constructor', 'eu.payments.constructor'],
    ['__proto__', /^eu-payments-proto\.[0-9a-f]{10}$/],
    ['hasOwnProperty', /^eu-payments-hasownproperty\.[0-9a-f]{10}$/],
    ['../../etc/passwd', /^eu-payments-etc-passwd\.[0-9a-f]{10}$/],
    ['<img src=x onerror=alert(1)>', /^eu-payments-img-src-x-[a-z0-9-]+\./],
    ['$(reboot)`;\'"', /^eu-payments-reboot\.[0-9a-f]{10}$/],
    ['ü'.repeat(250), /^eu-payments\.[0-9a-f]{10}$/],
    ['a'.repeat(250), /^eu-payments-a+\.[0-9a-f]{10}$/],
  ])('%j is a valid name', async (name, expected) => {
    const { component, summary } = await emit(aNode(`eu~payments~${name}`));
    expect(summary.refused).toBe(0);
    expect(component?.metadata.name).toMatch(expected);
    expect(component?.metadata.name.length).toBeLessThanOrEqual(63);
  });
});

describe('values', () => {
  it.each<[string, Partial<EthereumNode>, string]>([
    [
      'a name of 100,000 characters',
      { name: 'a'.repeat(100_000) },
      'metadata.title has 100000 characters',
    ],
    ['an empty name', { name: '' }, 'title'],
    ['a name from right to left', { name: 'a\u202Eb' }, 'control char'],
    ['half a character', { name: '\uD800' }, 'control characters'],
    ['a name with an escape', { name: '\u001b[2J' }, 'control characters'],
    ['a network with a NUL', { network: 'main\0net' }, 'control characters'],
    ['a client with a newline', { executionClient: 'a\nb' }, 'control char'],
    [
      'a consensus client with DEL',
      { consensusClient: '\x7f' },
      'control char',
    ],
    ['a cluster with a newline', { cluster: 'a\nb' }, 'control characters'],
    ['an owner of three parts', { ownerRef: 'a:b:c' }, 'spec.owner'],
    [
      'an owner with spaces',
      { ownerRef: 'group:default/our team' },
      'spec.owner',
    ],
    ['an empty owner', { ownerRef: '' }, 'spec.owner'],
    ['the owner __proto__', { ownerRef: '__proto__' }, 'spec.owner'],
    ['an owner with an escape', { ownerRef: 'a\u001b[2Jb' }, 'spec.owner'],
    [
      'an owner of 100,000 characters',
      { ownerRef: 'a'.repeat(100_000) },
      'spec.owner',
    ],
  ])('%s costs one entity', async (_name, fields, reason) => {
    const { component, summary, warnings } = await emit(aNode(HOSTILE, fields));
    expect(component).toBeUndefined();
    expect(summary.refused).toBeGreaterThan(0);
    expect(warnings.join('\n')).toContain(reason);
    for (const warning of warnings) {
      expect(warning.length).toBeLessThan(1000);
      expect(warning).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
    }
  });

  it('an ID with a comma costs one entity', async () => {
    const { component, warnings } = await emit(aNode('eu~payments~a,b'));
    expect(component).toBeUndefined();
    expect(warnings.join()).toContain('use a name without a comma');
  });

  it.each([
    'constructor',
    'a:b:c',
    'component:default/__proto__',
    `component:default/${'a'.repeat(100)}`,
    '\0',
    '',
  ])('the entity reference %j is ignored', async entityRef => {
    const { component } = await emit(aNode(HOSTILE, { entityRef }));
    expect(component).toBeDefined();
  });

  it.each([
    ...['javascript', 'JaVaScRiPt', ' \tjavascript', 'vbscript', 'blob'].map(
      scheme => `${scheme}:alert(1)`,
    ),
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    '//geth.example',
    'http://user:secret@geth.example',
    'http://:secret@geth.example',
    'https://',
    'no URL',
    '',
  ])('%j is no link', async callersUrl => {
    const { component } = await emit(aNode(HOSTILE, { callersUrl }));
    expect(component).toBeDefined();
    expect(component?.metadata.links ?? []).toEqual([]);
  });

  it('a link has no characters that a URL cannot have', async () => {
    const { component } = await emit(
      aNode(HOSTILE, { callersUrl: ' https://geth.example/a\nb"><i>' }),
    );
    expect(component?.metadata.links).toEqual([
      {
        url: 'https://geth.example/ab%22%3E%3Ci%3E',
        title: 'JSON-RPC for applications',
      },
    ]);
  });
});

it('logs twenty refused entities of a run, and counts all', async () => {
  const nodes = Array.from({ length: 30 }, (_, index) =>
    aNode(`eu~payments~bad-${index}`, { ownerRef: 'a:b:c' }),
  );
  const { summary, warnings } = await run(nodes);
  // A component and two APIs each
  expect(summary.refused).toBe(90);
  expect(warnings).toHaveLength(20);
});
