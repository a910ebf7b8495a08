import { networkNames } from '@nodeyard/ethereum';
import { z } from 'zod';
import { fullEntityRef, longestEntityRef } from './fullEntityRef';

const entityRef = z.string().transform((value, context) => {
  const ref = fullEntityRef(value);
  if (ref !== undefined) return ref;
  context.addIssue(
    value.length > longestEntityRef
      ? `has ${value.length} characters, an entity reference has ${longestEntityRef} at most`
      : `"${value}" is no full entity reference, write it like group:default/payments`,
  );
  return z.NEVER;
});

const baseUrl = z
  .url({ protocol: /^https?$/, error: 'expected an http:// or https:// URL' })
  .refine(value => !new URL(value).username && !new URL(value).password, {
    error: 'holds credentials; put them into "headers", which is kept secret',
  });

/** What the columns of the database take. */
const longestName = 255;

const staticNodeSchema = z.strictObject({
  network: z.string().refine(name => networkNames.includes(name), {
    error: issue =>
      `unknown network "${String(issue.input)}", known are ${networkNames.join(
        ', ',
      )}`,
  }),
  executionUrl: baseUrl,
  consensusUrl: baseUrl.optional(),
  headers: z.record(z.string(), z.string()).optional(),
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

/** A folder or a bucket; credentials come from the backend's own environment, never from here. */
const storeUrl = z
  .string()
  .regex(
    /^(file:\/\/\/[^?#]+|s3:\/\/[a-z0-9][a-z0-9.-]+(\/[^?#]*)?)$/,
    'expected file:///folder or s3://bucket/prefix',
  );

const snapshotStoreSchema = z.strictObject({
  url: storeUrl,
  endpoint: baseUrl.optional(),
  region: z.string().optional(),
  owner: entityRef.optional(),
});

const seconds = (min: number, max: number, fallback: number) =>
  z.number().min(min).max(max).default(fallback);
const count = (max: number, fallback: number) =>
  z.number().int().min(1).max(max).default(fallback);

/** `ethereumNodes` in app-config; config.d.ts documents it. */
export const configSchema = z.strictObject({
  kubernetes: z
    .strictObject({
      enabled: z.boolean().optional(),
      gateway: z.enum(['plugin', 'kubeconfig']).optional(),
      kubeconfig: z
        .strictObject({
          path: z.string().optional(),
          contexts: z.array(z.string()).optional(),
          inClusterName: z.string().optional(),
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
  nodes: z.record(nodeName, staticNodeSchema).default({}),
  snapshotStores: z.record(nodeName, snapshotStoreSchema).default({}),
});
