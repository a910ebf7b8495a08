/** @jest-environment node */
/* eslint-disable @backstage/no-relative-monorepo-imports -- what all fuzz tests share is no package */
/* eslint-disable jest/no-conditional-expect -- what must hold of an input depends on whether it is taken */
import { mockServices } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import {
  ethereumNodesOpenApi,
  createFleetMessage,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  messageSchema,
  nodeSampleSchema,
  verdictSchema,
} from '@nodeyard/ethereum';
import { manifestSchema } from '@nodeyard/snapshot-store';
import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fuzz, howMany } from '../../../tests/fuzz/fuzz';
import { mutated } from '../../../tests/fuzz/mutations';
import {
  aNode,
  aPolledNode,
  aSample,
  aStatus,
  noon,
} from './__testUtils__/builders';
import { chartWorkload } from './__testUtils__/thirdPartyCharts';
import { testDatabases } from './__testUtils__/databases';
import { toSentence } from './__testUtils__/toEnglish';
import { parseCallersUrl } from './parseCallersUrl';
import { renderTemplate, templateFault } from './links/linkTemplate';
import { readDeclaredNode } from './catalog/readDeclaredNode';
import { endpointRuleSchema } from './endpoints/endpointRule';
import { findBuiltInNetwork } from './networkLookup';
import { evaluateReadingSafely } from './polling/evaluateReadingSafely';
import { compareFacts } from './polling/facts';
import { parseQuery } from './parseQuery';
import type {
  ClusterAnswer,
  ClusterAccess,
} from './sources/kubernetes/ClusterAccess';
import { KubernetesSource } from './sources/kubernetes/KubernetesSource';
import { thirdPartyLocatorSchema } from './sources/kubernetes/thirdParty/locator';
import { locatorSchema } from './sources/kubernetes/workloads';
import type { PolledNode } from './store/KnownNode';
import { NodeInventory } from './store/NodeInventory';
import { NodeQueries } from './store/NodeQueries';
import { NodeStates } from './store/NodeStates';
import { TimelineQueries } from './store/TimelineQueries';
import { storedSnapshotSchema } from './store/storedSnapshot';

const stalled = createFleetMessage('head-stalled', {
  head: createFleetMessage('head', { block: 7, age: 372 }),
});

const HOUR = 3_600_000;
const signal = new AbortController().signal;

/** Access to a cluster with responses of the test, within the limits of every ClusterAccess. */
const accessWith = (say: (path: string) => string): ClusterAccess => ({
  listClusters: async () => ({ ok: true, clusters: [{ name: 'eu' }] }),
  get: async (_, path, { maxBytes }): Promise<ClusterAnswer> => {
    const body = say(path);
    return Buffer.byteLength(body) > maxBytes
      ? { kind: 'none', reason: 'too-large', detail: 'too large' }
      : { kind: 'answer', status: 200, body };
  },
  create: async () => ({
    kind: 'none',
    reason: 'unreachable',
    detail: 'no API server',
  }),
  postToPod: async () => ({
    kind: 'none',
    reason: 'unreachable',
    detail: 'no pod',
  }),
});

const {
  answers,
}: {
  answers: Array<{
    path: string;
    account: string;
    status: number;
    body: unknown;
  }>;
} = JSON.parse(
  readFileSync(join(__dirname, '__fixtures__/kubernetes/answers.json'), 'utf8'),
);

const { statefulSet, pods } = chartWorkload('charts/geth', {
  labels: { chart: 'geth' },
});
/** Objects of a third-party chart, as an API server lists them. */
const otherLists: Record<string, string> = {
  statefulsets: JSON.stringify({ metadata: {}, items: [statefulSet] }),
  pods: JSON.stringify({ metadata: {}, items: pods }),
};

const endpointRules = [
  { scheme: 'https', host: '*.acme.example', ports: [8545] },
  { scheme: 'http', host: 'fd12::1', ports: [5052] },
].map(rule => endpointRuleSchema.parse(rule));

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('fuzzed inputs of the backend', () => {
  const databases = testDatabases();

  it(
    `stores and serves the status of a sidecar, or fails its node only: ${howMany}`,
    async () => {
      const logger = mockServices.logger.mock();
      const kept: PolledNode[] = [];
      let inputs = 0;
      await fuzz({
        name: 'status',
        inputs: mutated({
          short: JSON.stringify(aStatus()),
          long: JSON.stringify({
            ...aStatus(
              {
                reasons: Array.from({ length: 100 }, (_, n) => `reason ${n}`),
                reasonsCoded: Array.from({ length: 100 }, (_, n) =>
                  n % 2 ? { code: 'of-a-newer-one', params: { n } } : stalled,
                ),
                summaryCoded: createFleetMessage('summary', {
                  state: 'STALLED',
                  reason: stalled,
                }),
                progress: { currentBlock: 1, highestBlock: 2 },
                finality: { distanceEpochs: 2, finalizing: true, detail: '' },
              },
              aSample(noon, {
                syncing: {
                  currentBlock: 1,
                  highestBlock: 2,
                  indexingOnly: true,
                  work: 3,
                },
                forks: {
                  current: {
                    activationTime: 1,
                    chainId: 11155111,
                    forkId: '0x6c1d9423',
                  },
                  next: null,
                  last: null,
                },
              }),
            ),
            node: {
              name: 'geth',
              network: 'devnet',
              secondsPerSlot: 2,
              slotsPerEpoch: 8,
              genesisTime: 1,
            },
          }),
        }),
        check: async ({ text }) => {
          const source = new KubernetesSource(accessWith(() => text));
          inputs += 1;
          const node = aNode({
            id: `n${inputs}`,
            cluster: 'eu',
            namespace: 'ns',
            network: inputs % 2 ? 'sepolia' : 'devnet',
            locator: { pods: [{ name: 'geth-0', port: 8099, trouble: 'sad' }] },
          });
          const reading = await source.read(node, { signal, timeoutMs: 1000 });
          const polled = evaluateReadingSafely(
            {
              known: { node, source: 'kubernetes' },
              reading,
              skipped: false,
              others: { count: 3, newestHeadTimestamp: noon / 1000 - 500 },
              now: noon,
              pollMs: 15_000,
              random: 0.5,
            },
            logger,
          );
          // A status that was accepted is accepted by all later steps.
          expect(logger.warn).not.toHaveBeenCalled();
          const { verdict, sample } = JSON.parse(JSON.stringify(polled));
          expect(verdictSchema.parse(verdict)).toEqual(verdict);
          expect(nodeSampleSchema.optional().parse(sample)).toEqual(sample);
          if (kept.length < 2000) kept.push(polled);
        },
      });
      const knex = await databases.migrated('SQLITE_3');
      const nodes = kept.map(({ nodeId }) => aNode({ id: nodeId }));
      await new NodeInventory(knex).savePlace(
        'test',
        { status: 'ok', nodes },
        noon,
      );
      const states = new NodeStates(knex);
      expect(await states.save(kept)).toEqual([]);
      const known = await states.loadKnown();
      expect(known.filter(({ last }) => last === undefined)).toEqual([]);
      const withSample = kept.filter(
        ({ sample }) => sample !== undefined,
      ).length;
      expect(
        known.filter(({ last }) => last?.sample !== undefined),
      ).toHaveLength(withSample);
    },
    HOUR,
  );

  it(
    `turns pages of a cluster into nodes or an error: ${howMany}`,
    () =>
      fuzz({
        name: 'clusters',
        inputs: mutated(
          Object.fromEntries(
            answers
              .filter(
                ({ account, status, path }) =>
                  account === 'reader' &&
                  status === 200 &&
                  !path.includes('/proxy/'),
              )
              .map(({ path, body }) => [
                path.split('?')[0],
                JSON.stringify(body),
              ]),
          ),
        ),
        check: async ({ seed, text }) => {
          const empty = JSON.stringify({ metadata: {}, items: [] });
          // One page, because a mutated token would be followed for a thousand.
          const once = new Set<string>();
          const source = new KubernetesSource(
            accessWith(path => {
              const [kind = ''] = path.split('?');
              const isFirst = kind === seed && !once.has(kind);
              once.add(kind);
              return isFirst ? text : empty;
            }),
          );
          const { places } = await source.discover({ signal });
          expect(places).toHaveLength(1);
          const [place] = places;
          if (place?.status !== 'ok') return;
          for (const node of place.nodes) {
            const { id, network, locator, facts = [], callersUrl } = node;
            expect([typeof id, typeof network]).toEqual(['string', 'string']);
            expect(parseCallersUrl(callersUrl ?? 'http://a')).toBeDefined();
            const { changes } = compareFacts(
              facts.map(fact => ({ ...fact, value: '0' })),
              facts,
              noon,
            );
            for (const { at } of changes) {
              expect(at).toBeLessThanOrEqual(noon);
              expect(at).toBeGreaterThan(0);
            }
            if ('pods' in locator) {
              locatorSchema.parse(JSON.parse(JSON.stringify(locator)));
            }
          }
        },
      }),
    HOUR,
  );

  it(
    `turns workloads of third-party charts into nodes or an error, without nodes of the chart: ${howMany}`,
    () =>
      fuzz({
        name: 'others',
        inputs: mutated(otherLists),
        check: async ({ seed, text }) => {
          const once = new Set<string>();
          const source = new KubernetesSource(
            accessWith(path => {
              const kind = Object.keys(otherLists).find(list =>
                path.includes(`/${list}?labelSelector=chart`),
              );
              if (!kind || once.has(kind)) {
                return JSON.stringify({ metadata: {}, items: [] });
              }
              once.add(kind);
              return kind === seed ? text : otherLists[kind] ?? '';
            }),
            [
              {
                selector: 'chart=geth',
                executionPort: 'http-rpc',
                consensus: { port: 'metrics', pairBy: 'chart' },
                networkLabel: 'chart',
              },
            ],
          );
          const [place] = (await source.discover({ signal })).places;
          if (place?.status !== 'ok') return;
          for (const { id, locator } of place.nodes) {
            expect(id).toMatch(/^eu~[^~]*~pod:/);
            thirdPartyLocatorSchema.parse(JSON.parse(JSON.stringify(locator)));
          }
        },
      }),
    HOUR,
  );

  it(
    `reads a node with allowed URLs from annotations, or none: ${howMany}`,
    () =>
      fuzz({
        name: 'annotations',
        inputs: mutated({
          entity: JSON.stringify({
            'ethereum.nodeyard.io/execution-url':
              'https://geth.acme.example:8545/rpc',
            'ethereum.nodeyard.io/consensus-url': 'http://[fd12::1]:5052',
            'ethereum.nodeyard.io/network': 'sepolia',
          }),
        }),
        check: ({ text }) => {
          const annotations = z
            .record(z.string(), z.string())
            .safeParse(jsonOf(text)).data;
          if (!annotations) return;
          const declared = readDeclaredNode(
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: { name: 'a', annotations },
            },
            { allow: endpointRules, findNetwork: findBuiltInNetwork },
          );
          if (!declared) return;
          if ('problem' in declared) {
            expect(messageSchema.safeParse(declared.problem).success).toBe(
              true,
            );
            expect(toSentence(declared.problem)?.length).toBeLessThan(4000);
            return;
          }
          const { executionUrl, consensusUrl } = declared.node;
          for (const url of [executionUrl, consensusUrl ?? executionUrl]) {
            expect(new URL(url).origin).toMatch(
              /^(https:\/\/([a-z0-9_-]+\.)+acme\.example\.?:8545|http:\/\/\[fd12::1\]:5052)$/,
            );
          }
        },
      }),
    HOUR,
  );

  it(
    `answers a query of the contract, or refuses it with a reason: ${howMany}`,
    async () => {
      const knex = await databases.migrated('SQLITE_3');
      const nodes = ['a', 'b', 'c'].map(id => aNode({ id }));
      await new NodeInventory(knex).savePlace(
        'test',
        { status: 'ok', nodes },
        noon,
      );
      await new NodeStates(knex).save(
        nodes.map(({ id }) => aPolledNode({ nodeId: id })),
      );
      const queries = new NodeQueries(knex, () => noon);
      const { nextCursor = '' } = await queries.list({ limit: 1 }, 'all');
      const { parameters } = ethereumNodesOpenApi.paths['/nodes'].get;
      const contract = new Ajv({ strict: false }).compile({
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(
          parameters.map(({ name, schema }) => [name, schema]),
        ),
      });
      await fuzz({
        name: 'queries',
        inputs: mutated({
          filters: JSON.stringify({
            state: ['SYNCED'],
            network: ['sepolia'],
            cluster: ['eu'],
            owner: ['group:default/payments'],
            client: ['geth'],
            entityRef: ['component:default/payments'],
            q: 'a',
            orderBy: 'severity',
            order: 'asc',
            limit: 1,
          }),
          cursor: JSON.stringify({ cursor: nextCursor, limit: 1 }),
          position: Buffer.from(nextCursor, 'base64url').toString(),
        }),
        check: async ({ seed, text }) => {
          const query =
            seed === 'position'
              ? { cursor: Buffer.from(text).toString('base64url'), limit: 1 }
              : jsonOf(text);
          const isTaken = contract(query);
          let read;
          try {
            read = parseQuery('listNodes', query);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
            expect(isTaken).toBe(false);
            return;
          }
          try {
            const { items } = await queries.list(read, 'all');
            expect(items.length).toBeLessThanOrEqual(200);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      });
    },
    HOUR,
  );

  it(
    `stores the facts of a cluster and reads them as a timeline, with any cursor: ${howMany}`,
    async () => {
      const knex = await databases.migrated('SQLITE_3');
      const states = new NodeStates(knex);
      const changes = [{ kind: 'pod', subject: 'a-0', at: noon - 1 } as const];
      await states.save([aPolledNode({ nodeId: 'a', changes })]);
      const queries = new TimelineQueries(knex, () => noon);
      const { nextCursor = '' } = await queries.read('a', { limit: 1 });
      await fuzz({
        name: 'timelines',
        inputs: mutated({
          query: JSON.stringify({ cursor: nextCursor, limit: 1 }),
          position: Buffer.from(nextCursor, 'base64url').toString(),
        }),
        check: async ({ seed, text }) => {
          const query =
            seed === 'position'
              ? { cursor: Buffer.from(text).toString('base64url') }
              : jsonOf(text);
          try {
            const { items } = await queries.read(
              'a',
              parseQuery('getTimeline', query),
            );
            expect(items.length).toBeLessThanOrEqual(2);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      });
    },
    HOUR,
  );

  it(
    `renders no link to another host than the template's: ${howMany}`,
    () =>
      fuzz({
        name: 'links',
        inputs: mutated({
          link: JSON.stringify({
            template:
              'https://grafana.example.com/d/{{ namespace }}?var-node={{ node }}#{{ matchers }}',
            value: 'payments-eth',
          }),
        }),
        check: ({ text }) => {
          const { template, value } = (jsonOf(text) ?? {}) as Record<
            string,
            unknown
          >;
          if (typeof template !== 'string' || typeof value !== 'string') return;
          if (templateFault(template) !== undefined) return;
          const url = renderTemplate(template, {
            namespace: value,
            node: value,
            matchers: value,
          });
          if (url === undefined) return;
          const bare = renderTemplate(template, {
            namespace: 'x',
            node: 'x',
            matchers: 'x',
          });
          expect(new URL(url).origin).toBe(new URL(bare ?? '').origin);
          expect(new URL(url).protocol).toMatch(/^https?:$/);
        },
      }),
    HOUR,
  );

  it(
    `lists every valid manifest: ${howMany}`,
    () =>
      fuzz({
        name: 'listed-manifests',
        inputs: mutated({
          manifest: readFileSync(
            join(
              __dirname,
              '../../../packages/snapshot-store/src/format/__fixtures__/manifest.json',
            ),
            'utf8',
          ),
        }),
        check: ({ text }) => {
          const manifest = manifestSchema.safeParse(jsonOf(text)).data;
          if (manifest === undefined) return;
          const listed = {
            ...manifest,
            id: `${manifest.block.number}-20261123T120000Z-00000000`,
            verification: null,
            latest: false,
          };
          expect(storedSnapshotSchema.parse(listed)).toMatchObject({
            block: manifest.block,
          });
        },
      }),
    HOUR,
  );
});
