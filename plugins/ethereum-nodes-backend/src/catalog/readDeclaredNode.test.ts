import type { Entity } from '@backstage/catalog-model';
import { toSentence } from '../__testUtils__/toEnglish';
import { endpointRuleSchema } from '../endpoints/endpointRule';
import { findBuiltInNetwork } from '../networkLookup';
import { readDeclaredNode, declaredNodeId } from './readDeclaredNode';

const allow = [
  { scheme: 'https', host: '*.acme.example', ports: [443, 8545] },
  { scheme: 'http', host: '10.0.0.1', ports: [8545] },
  { scheme: 'http', host: '127.0.0.1', ports: [8545] },
].map(rule => endpointRuleSchema.parse(rule));

const anEntity = (
  annotations: Record<string, string>,
  namespace?: string,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments-geth',
    namespace,
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([name, value]) => [
        `ethereum.nodeyard.io/${name}`,
        value,
      ]),
    ),
  },
  spec: { type: 'service' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
});

/** What an entity declares, a problem in English. */
function read(annotations: Record<string, string>, rules = allow) {
  const declared = readDeclaredNode(anEntity(annotations), {
    allow: rules,
    findNetwork: findBuiltInNetwork,
  });
  return declared && 'problem' in declared
    ? { problem: toSentence(declared.problem) }
    : declared;
}

describe('readDeclaredNode', () => {
  it('returns the node with the owner of the entity', () => {
    expect(
      read({
        'execution-url': ' https://geth.eth.acme.example:8545/rpc ',
        'consensus-url': 'https://lighthouse.acme.example',
        network: 'sepolia',
      }),
    ).toEqual({
      node: {
        entityRef: 'component:default/payments-geth',
        name: 'payments-geth',
        ownerRef: 'group:default/payments',
        network: 'sepolia',
        executionUrl: 'https://geth.eth.acme.example:8545/rpc',
        consensusUrl: 'https://lighthouse.acme.example',
      },
    });
  });

  it('accepts an entity without a network', () => {
    expect(read({ 'execution-url': 'http://10.0.0.1:8545' })).toMatchObject({
      node: { network: undefined },
    });
  });

  it('prefixes the name with a namespace other than the default', () => {
    const entity = anEntity({ 'execution-url': 'http://10.0.0.1:8545' }, 'eth');
    expect(
      readDeclaredNode(entity, { allow, findNetwork: findBuiltInNetwork }),
    ).toMatchObject({
      node: { name: 'eth/payments-geth' },
    });
    expect(declaredNodeId('Component:eth/Payments-Geth')).toBe(
      'entity~component~eth~payments-geth',
    );
  });

  it('returns undefined without a URL', () => {
    expect(read({ network: 'mainnet', node: 'auto' })).toBeUndefined();
  });

  it('refuses every entity while declared nodes are disabled', () => {
    expect(read({ 'execution-url': 'http://10.0.0.1:8545' }, [])).toEqual({
      problem: expect.stringMatching(
        /disabled: ethereumNodes\.annotations\.allow is empty\. Ask/,
      ),
    });
  });

  it.each([
    ['', 'the base URL is missing. Set it to a URL such as https'],
    [
      'ftp://geth.acme.example',
      'is not the base URL of an HTTP endpoint: expected http:// or https://, a host that can be called, and no spaces or backslashes. Use an allowed endpoint',
    ],
    ['https://geth.acme.example#x', 'has a fragment'],
    ['file:///etc/hosts', 'is not the base URL of an HTTP endpoint'],
    [
      'https://geth.acme.example:9545',
      'ethereumNodes.annotations.allow lists no { scheme: https, host: geth.acme.example, ports: [9545] }',
    ],
    ['http://geth.acme.example:8545', 'lists no { scheme: http,'],
    ['https://acme.example', 'host: acme.example'],
    ['https://geth.acme.example.evil.example', 'is not allowed'],
    ['http://127.0.0.1:8545', '127.0.0.1 is in the range loopback'],
    ['http://127.1:8545', '127.0.0.1 is in the range loopback'],
    ['https://me:hush@geth.acme.example', 'may contain credentials'],
    ['https://geth.acme.example/?key=hush', 'may contain credentials'],
    [
      'https://geth.acme.example/v2/hush0123456789abcdef',
      'may contain credentials',
    ],
  ])('refuses the URL %s', (url, words) => {
    const refused = read({ 'execution-url': url });
    expect(refused).toEqual({ problem: expect.stringContaining(words) });
    expect(JSON.stringify(refused)).toContain(
      'ethereum.nodeyard.io/execution-url',
    );
    expect(JSON.stringify(refused)).not.toContain('hush');
  });

  it('reports all problems at once', () => {
    expect(
      read({
        'execution-url': 'https://geth.other.example',
        'consensus-url': 'https://lighthouse.other.example/secret-path',
        network: 'ropsten',
      }),
    ).toEqual({
      problem: expect.stringMatching(
        /execution-url: "https:\/\/geth\.other\.example" is not allowed[^]*consensus-url: "https:\/\/lighthouse\.other\.example\/\*\*\*" is not allowed[^]*network: "ropsten" is not a known network\. Use mainnet, sepolia/,
      ),
    });
  });

  it('refuses the URL of a consensus client alone', () => {
    expect(
      read({ 'consensus-url': 'https://lighthouse.acme.example' }),
    ).toEqual({
      problem: expect.stringContaining(
        'execution-url: the base URL is missing',
      ),
    });
  });
});
