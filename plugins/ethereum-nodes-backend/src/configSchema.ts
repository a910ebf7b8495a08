import {
  boundedRecord,
  endpointFault,
  isNetworkName,
  networkNames,
  nodeStates,
  storeUrlSchema,
  type NodeState,
} from '@nodeyard/ethereum';
import { z } from 'zod';
import { parseCallersUrl } from './parseCallersUrl';
import { durationSchema } from './durationSchema';
import { templateFault } from './links/linkTemplate';
import { endpointRuleSchema } from './endpoints/endpointRule';
import { thirdPartyRuleSchema } from './sources/kubernetes/thirdParty/rule';
import {
  normalizeEntityRef,
  MAX_ENTITY_REF_LENGTH,
} from './normalizeEntityRef';

const entityRef = z
  .string()
  .max(10_000)
  .transform((value, context) => {
    const ref = normalizeEntityRef(value);
    if (ref !== undefined) return ref;
    context.addIssue(
      value.length > MAX_ENTITY_REF_LENGTH
        ? `has ${value.length} characters; an entity reference has at most ${MAX_ENTITY_REF_LENGTH}`
        : `"${value}" is not a full entity reference such as group:default/payments`,
    );
    return z.NEVER;
  });

/** Base URL of an HTTP endpoint without user and password; its path and query may contain a key. */
const baseUrl = z
  .string()
  .max(2000)
  .superRefine((url, context) => {
    const fault = endpointFault(url);
    if (fault !== undefined) {
      context.addIssue(
        fault === 'contains credentials'
          ? 'contains credentials; move them to "headers", which is secret'
          : `expected an http:// or https:// URL; this one ${fault}`,
      );
    }
  });

const linkTemplate = z
  .string()
  .max(10_000)
  .superRefine((template, context) => {
    const fault = templateFault(template);
    if (fault !== undefined) {
      context.addIssue(`expected a URL template; this one ${fault}`);
    }
  });

/** Runbooks of this repository. */
const DEFAULT_RUNBOOKS_URL =
  'https://github.com/nodeyard/nodeyard/blob/main/docs/runbooks';

const linksSchema = z.strictObject({
  runbooks: baseUrl.default(DEFAULT_RUNBOOKS_URL),
  dashboard: linkTemplate.optional(),
  logs: linkTemplate.optional(),
  alerts: linkTemplate.optional(),
  silence: linkTemplate.optional(),
});

/** Limit of the database columns. */
const MAX_NAME_LENGTH = 255;

/** Displayed to every reader of the node. */
const callersUrl = z
  .string()
  .max(2000)
  .refine(url => parseCallersUrl(url) !== undefined, {
    error:
      'expected an http://, https://, ws:// or wss:// URL without user and password, because it is displayed',
  });

/** Characters that HTTP allows; others would make every request fail. */
const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'is not a valid HTTP header name')
  .max(MAX_NAME_LENGTH);
const headerValue = z
  .string()
  .regex(
    /^[\t\x20-\x7e\x80-\xff]*$/,
    'has characters that are invalid in an HTTP header, such as a line break',
  )
  .max(16_384);

/** A private network. A node is on it when it reports the chain ID; devnets of the same name differ in nothing else. */
const privateNetworkSchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]*$/,
      'a network name consists of lower-case letters, digits and dashes',
    )
    .max(63)
    .refine(name => !isNetworkName(name), {
      error: issue =>
        `"${String(issue.input)}" is a built-in network; choose another name`,
    }),
  title: z.string().max(MAX_NAME_LENGTH).optional(),
  chainId: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  genesisHash: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/, 'expected a 32-byte hash in lower-case hex')
    .optional(),
  secondsPerSlot: z.number().int().min(1).max(3600).default(12),
});

export type PrivateNetworkConfig = z.infer<typeof privateNetworkSchema>;

/** @param privateNames - names of the private networks in the configuration */
const networkNameSchema = (privateNames: readonly string[] = []) =>
  z
    .string()
    .max(MAX_NAME_LENGTH)
    .refine(name => isNetworkName(name) || privateNames.includes(name), {
      error: issue =>
        `unknown network "${String(issue.input)}"; use one of ${[
          ...networkNames,
          ...privateNames,
        ].join(', ')}, or add it to ethereumNodes.networks`,
    });

export const staticNodeSchema = (privateNames?: readonly string[]) =>
  z.strictObject({
    network: networkNameSchema(privateNames),
    executionUrl: baseUrl,
    consensusUrl: baseUrl.optional(),
    callersUrl: callersUrl.optional(),
    headers: boundedRecord(headerName, headerValue, 100).optional(),
    executionClient: z.string().max(MAX_NAME_LENGTH).optional(),
    consensusClient: z.string().max(MAX_NAME_LENGTH).optional(),
    owner: entityRef.optional(),
    entityRef: entityRef.optional(),
  });

/** A static node's name is part of its ID, which is one URL path segment. */
const nodeName = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
    'a node name consists of letters, digits, dots, dashes and underscores',
  )
  .max(
    MAX_NAME_LENGTH,
    `a node name has at most ${MAX_NAME_LENGTH} characters`,
  );

/** Credentials come from the backend's own environment. */
const snapshotStoreSchema = z.strictObject({
  url: storeUrlSchema,
  endpoint: baseUrl.optional(),
  region: z.string().max(MAX_NAME_LENGTH).optional(),
  owner: entityRef.optional(),
});

/** A node in sync, and a planned stop. */
const faultless: readonly NodeState[] = ['MAINTENANCE', 'INDEXING', 'SYNCED'];

const defaultFaults: NodeState[] = [
  'WRONG_NETWORK',
  'UNREACHABLE',
  'WAITING_FOR_CL',
  'STALLED',
  'BEHIND',
  'UNKNOWN',
];

const count = (max: number, fallback: number) =>
  z.number().int().min(1).max(max).default(fallback);

const price = z.number().min(0).max(1e12);

/** `ethereumNodes` in app-config; config.d.ts documents it. */
export const configSchema = (privateNames: readonly string[] = []) =>
  z.strictObject({
    kubernetes: z
      .strictObject({
        enabled: z.boolean().optional(),
        access: z.enum(['plugin', 'kubeconfig']).optional(),
        thirdParty: z
          .array(
            thirdPartyRuleSchema(networkNameSchema(privateNames), entityRef),
          )
          .max(20)
          .default([]),
        requestSnapshots: z.boolean().default(false),
        kubeconfig: z
          .strictObject({
            path: z.string().max(4096).optional(),
            contexts: z.array(z.string().max(400)).max(1000).optional(),
            inClusterName: z.string().max(400).optional(),
          })
          .optional(),
      })
      .prefault({}),
    schedule: z
      .strictObject({
        discover: durationSchema({ min: 10, max: 3600 }, { minutes: 1 }),
        poll: durationSchema({ min: 5, max: 600 }, { seconds: 15 }),
        snapshots: durationSchema({ min: 30, max: 86_400 }, { minutes: 5 }),
      })
      .prefault({}),
    polling: z
      .strictObject({
        timeout: durationSchema({ min: 1, max: 30 }, { seconds: 5 }),
        concurrency: count(500, 64),
        concurrencyPerCluster: count(100, 16),
      })
      .prefault({}),
    nodes: boundedRecord(
      nodeName,
      staticNodeSchema(privateNames),
      10_000,
    ).default({}),
    snapshotStores: boundedRecord(nodeName, snapshotStoreSchema, 100).default(
      {},
    ),
    links: linksSchema.prefault({}),
    notifications: z
      .strictObject({
        enabled: z.boolean().optional(),
        states: z
          .array(
            z.enum(nodeStates).refine(state => !faultless.includes(state), {
              error: issue =>
                `${String(
                  issue.input,
                )} is not a fault of a node, so owners cannot be notified of it`,
            }),
          )
          .min(1)
          .max(nodeStates.length)
          .default(defaultFaults),
        minimumDuration: durationSchema(
          { min: 0, max: 86_400 },
          { minutes: 5 },
        ),
        digest: z
          .strictObject({
            threshold: z.number().int().min(2).max(10_000).default(5),
            window: durationSchema({ min: 0, max: 3600 }, { minutes: 1 }),
          })
          .prefault({}),
        fleetPath: z
          .string()
          .max(1000)
          .regex(
            /^(\/[A-Za-z0-9._~-]+)+$/,
            'expected a path such as /ethereum-nodes',
          )
          .default('/ethereum-nodes'),
      })
      .prefault({}),
    cost: z
      .strictObject({
        prices: z.strictObject({
          asOf: z
            .string()
            .regex(
              /^\d{4}-(0[1-9]|1[0-2])$/,
              'expected a month such as 2026-11',
            ),
          currency: z
            .string()
            .regex(
              /^[A-Z]{3}$/,
              'expected a currency of ISO 4217, such as EUR',
            ),
          cpuHour: price,
          memoryGibHour: price,
          storageGibMonth: boundedRecord(
            z.string().min(1).max(253),
            price,
            1000,
          ).refine(
            prices => Object.hasOwn(prices, 'default'),
            'the key default, for all other storage classes, is missing',
          ),
        }),
        budgets: boundedRecord(entityRef, price, 10_000).default({}),
      })
      .optional(),
    annotations: z
      .strictObject({ allow: z.array(endpointRuleSchema).max(200).default([]) })
      .prefault({}),
    listedNodes: z
      .strictObject({
        allow: z.array(endpointRuleSchema).min(1).max(1000).optional(),
      })
      .prefault({}),
    networks: z
      .array(privateNetworkSchema)
      .max(100)
      .default([])
      .refine(
        networks =>
          new Set(networks.map(({ name }) => name)).size === networks.length,
        'two networks have the same name',
      ),
  });
