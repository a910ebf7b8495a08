import {
  boundedRecord,
  endpointFault,
  isNetworkName,
  networkNames,
  storeUrlSchema,
} from '@nodeyard/ethereum';
import { z } from 'zod';
import { callersUrlOf } from './callersUrl';
import { templateFault } from './links/linkTemplate';
import { endpointRuleSchema } from './endpoints/endpointRule';
import { othersSchema } from './sources/kubernetes/others/othersSchema';
import { fullEntityRef, longestEntityRef } from './fullEntityRef';

const entityRef = z
  .string()
  .max(10_000)
  .transform((value, context) => {
    const ref = fullEntityRef(value);
    if (ref !== undefined) return ref;
    context.addIssue(
      value.length > longestEntityRef
        ? `has ${value.length} characters, an entity reference has ${longestEntityRef} at most`
        : `"${value}" is no full entity reference, write it like group:default/payments`,
    );
    return z.NEVER;
  });

/** Base URL of an HTTP endpoint. Headers are where credentials belong; the path and the query may hold a key. */
const baseUrl = z
  .string()
  .max(2000)
  .superRefine((url, context) => {
    const fault = endpointFault(url);
    if (fault !== undefined) {
      context.addIssue(
        fault === 'holds credentials'
          ? 'holds credentials; put them into "headers", which is kept secret'
          : `expected an http:// or https:// URL, and this one ${fault}`,
      );
    }
  });

const linkTemplate = z
  .string()
  .max(10_000)
  .superRefine((template, context) => {
    const fault = templateFault(template);
    if (fault !== undefined) {
      context.addIssue(`expected the template of a URL, and this one ${fault}`);
    }
  });

/** Where this repository's runbooks are read. */
const ourRunbooks =
  'https://github.com/nodeyard/nodeyard/blob/main/docs/runbooks';

const linksSchema = z.strictObject({
  runbooks: baseUrl.default(ourRunbooks),
  dashboard: linkTemplate.optional(),
  logs: linkTemplate.optional(),
  alerts: linkTemplate.optional(),
  silence: linkTemplate.optional(),
});

/** What the columns of the database take. */
const longestName = 255;

/** Shown to whoever may see the node. */
const callersUrl = z
  .string()
  .max(2000)
  .refine(url => callersUrlOf(url) !== undefined, {
    error:
      'expected an http://, https://, ws:// or wss:// URL without user and password: readers see it',
  });

/** As HTTP has them: one that it refuses would make every call fail. */
const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'is no name of an HTTP header')
  .max(longestName);
const headerValue = z
  .string()
  .regex(
    /^[\t\x20-\x7e\x80-\xff]*$/,
    'has characters that no HTTP header takes, such as a line break',
  )
  .max(16_384);

/** A network of one's own. Its chain ID says whether a node is on it; devnets by a common name differ in nothing else. */
const privateNetworkSchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]*$/,
      'a network name has lower-case letters, digits and dashes',
    )
    .max(63)
    .refine(name => !isNetworkName(name), {
      error: issue =>
        `"${String(
          issue.input,
        )}" is a network that comes with the plugin; name yours otherwise`,
    }),
  title: z.string().max(longestName).optional(),
  chainId: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  genesisHash: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/, 'expected a 32-byte hash in lower-case hex')
    .optional(),
  secondsPerSlot: z.number().int().min(1).max(3600).default(12),
});

export type PrivateNetworkConfig = z.infer<typeof privateNetworkSchema>;

/** @param privateNames - of the networks that the configuration names itself */
export const networkName = (privateNames: readonly string[] = []) =>
  z
    .string()
    .max(longestName)
    .refine(name => isNetworkName(name) || privateNames.includes(name), {
      error: issue =>
        `unknown network "${String(issue.input)}", known are ${[
          ...networkNames,
          ...privateNames,
        ].join(', ')}; name your own in ethereumNodes.networks`,
    });

export const staticNodeSchema = (privateNames?: readonly string[]) =>
  z.strictObject({
    network: networkName(privateNames),
    executionUrl: baseUrl,
    consensusUrl: baseUrl.optional(),
    callersUrl: callersUrl.optional(),
    headers: boundedRecord(headerName, headerValue, 100).optional(),
    executionClient: z.string().max(longestName).optional(),
    consensusClient: z.string().max(longestName).optional(),
    owner: entityRef.optional(),
    entityRef: entityRef.optional(),
  });

/** A static node's name is part of its ID, which is one URL path segment. */
const nodeName = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
    'a node name has letters, digits, dots, dashes and underscores',
  )
  .max(longestName, `a node name has ${longestName} characters at most`);

/** Credentials come from the backend's own environment. */
const snapshotStoreSchema = z.strictObject({
  url: storeUrlSchema,
  endpoint: baseUrl.optional(),
  region: z.string().max(longestName).optional(),
  owner: entityRef.optional(),
});

const seconds = (min: number, max: number, fallback: number) =>
  z.number().min(min).max(max).default(fallback);
const count = (max: number, fallback: number) =>
  z.number().int().min(1).max(max).default(fallback);

/** `ethereumNodes` in app-config; config.d.ts documents it. */
export const configSchema = (privateNames: readonly string[] = []) =>
  z.strictObject({
    kubernetes: z
      .strictObject({
        enabled: z.boolean().optional(),
        gateway: z.enum(['plugin', 'kubeconfig']).optional(),
        others: z
          .array(othersSchema(networkName(privateNames), entityRef))
          .max(20)
          .default([]),
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
        discoverSeconds: seconds(10, 3600, 60),
        pollSeconds: seconds(5, 600, 15),
        snapshotsSeconds: seconds(30, 86_400, 300),
      })
      .prefault({}),
    polling: z
      .strictObject({
        timeoutSeconds: seconds(1, 30, 5),
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
        'two networks have one name',
      ),
  });
