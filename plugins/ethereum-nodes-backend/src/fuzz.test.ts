/** @jest-environment node */
/* eslint-disable @backstage/no-relative-monorepo-imports -- what all fuzz tests share is no package */
/* eslint-disable jest/no-conditional-expect -- what must hold of an input depends on whether it is taken */
import { mockServices } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import {
  ethereumNodesOpenApi,
  sayOfFleet,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeSampleSchema, verdictSchema } from '@nodeyard/ethereum';
import { manifestSchema } from '@nodeyard/snapshots';
import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fuzz, howMany } from '../../../tests/fuzz/fuzz';
import { mutated } from '../../../tests/fuzz/mutations';
import {
  aNode,
  aPolledNode,
  aSample,
  aStatus,
  noon,
} from './__testUtils__/builders';
import { testDatabases } from './__testUtils__/databases';
import { concludeSafely } from './polling/concludeSafely';
import { readNodeQuery } from './readNodeQuery';
import type {
  ClusterAnswer,
  ClusterGateway,
} from './sources/kubernetes/ClusterGateway';
import { KubernetesSource } from './sources/kubernetes/KubernetesSource';
import { locatorSchema } from './sources/kubernetes/workloads';
import type { PolledNode } from './store/KnownNode';
import { NodeInventory } from './store/NodeInventory';
import { NodeQueries } from './store/NodeQueries';
import { NodeStates } from './store/NodeStates';
import { storedSnapshotSchema } from './store/storedSnapshot';

const stalled = sayOfFleet('head-stalled', {
  head: sayOfFleet('head', { block: 7, age: 372 }),
});

const hour = 3_600_000;
const signal = new AbortController().signal;

/** A cluster that says what the test says, within the limits that every gateway keeps. */
const gatewayThat = (say: (path: string) => string): ClusterGateway => ({
  listClusters: async () => ({ ok: true, clusters: [{ name: 'eu' }] }),
  get: async (_, path, { maxBytes }): Promise<ClusterAnswer> => {
    const body = say(path);
    return Buffer.byteLength(body) > maxBytes
      ? { kind: 'none', reason: 'too-large', detail: 'too large' }
      : { kind: 'answer', status: 200, body };
  },
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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('what the backend reads, fuzzed', () => {
  const databases = testDatabases();

  it(
    `the status of a sidecar is stored and served, or held against its node: ${howMany}`,
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
                summaryCoded: sayOfFleet('summary', {
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
          const source = new KubernetesSource(gatewayThat(() => text));
          inputs += 1;
          const node = aNode({
            id: `n${inputs}`,
            cluster: 'eu',
            namespace: 'ns',
            network: inputs % 2 ? 'sepolia' : 'devnet',
            locator: { pods: [{ name: 'geth-0', port: 8099, trouble: 'sad' }] },
          });
          const reading = await source.read(node, { signal, timeoutMs: 1000 });
          const polled = concludeSafely(
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
          // What was taken as a status is taken by all that come after.
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
    hour,
  );

  it(
    `pages of a cluster are found nodes or a reason: ${howMany}`,
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
          // One page: a mutated token would be followed for a thousand.
          const once = new Set<string>();
          const source = new KubernetesSource(
            gatewayThat(path => {
              const kind = path.split('?')[0];
              const isFirst = kind === seed && !once.has(kind);
              once.add(kind);
              return isFirst ? text : empty;
            }),
          );
          const { places } = await source.discover({ signal });
          expect(places).toHaveLength(1);
          const [place] = places;
          if (place.status !== 'ok') return;
          for (const { id, network, locator } of place.nodes) {
            expect([typeof id, typeof network]).toEqual(['string', 'string']);
            if ('pods' in locator)
              locatorSchema.parse(JSON.parse(JSON.stringify(locator)));
          }
        },
      }),
    hour,
  );

  it(
    `a query that the contract takes is answered, or refused with a reason: ${howMany}`,
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
            read = readNodeQuery(query);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
            // NUL alone is refused later, where the database would.
            if (isTaken) expect(JSON.stringify(query)).toContain('\\u0000');
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
    hour,
  );

  it(
    `a manifest that is one can be listed: ${howMany}`,
    () =>
      fuzz({
        name: 'listed-manifests',
        inputs: mutated({
          manifest: readFileSync(
            join(
              __dirname,
              '../../../packages/snapshots/src/format/__fixtures__/manifest.json',
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
    hour,
  );
});
