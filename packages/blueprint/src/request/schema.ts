import { historyModes, reservedNamespace } from '@nodeyard/ethereum';
import type { HistoryMode } from '@nodeyard/ethereum';
import { z } from 'zod';
import { cron } from './cron';
import { reason } from './reason';
import { storeEndpoint, storeRegion, storeSecret, storeUrl } from './storeUrl';
import { boundedText, plainText } from './text';

/** The environments that the helmfile knows. @public */
export const environmentNames = ['local', 'staging', 'production'] as const;

/** @public */
export type EnvironmentName = (typeof environmentNames)[number];

/**
 * What the chain of a new node may begin with: a sync from its peers, or the newest verified snapshot of the store.
 * @internal
 */
export const restoreChoices = ['none', 'latest'] as const;

/** A pair of clients that is asked for. @public */
export interface RequestedNode {
  execution: string;
  consensus?: string;
  history?: HistoryMode;
  storage?: { size?: string; className?: string };
  restore?: 'none' | 'latest';
}

/** A pool of RPC nodes; of the pair that they run, what is not said is the first node's. @public */
export interface RequestedPool extends Partial<RequestedNode> {
  min: number;
  max: number;
  cpu?: number;
}

/** What a team asks for; `requestKeys` says in words what each key means. @public */
export interface NodeRequest {
  apiVersion: 'nodeyard.io/v1';
  name: string;
  owner: string;
  description: string;
  repository?: string;
  network: string;
  environments: EnvironmentName[];
  nodes: RequestedNode[];
  serve?: RequestedPool;
  snapshots?: {
    schedule?: string;
    store: string;
    endpoint?: string;
    region?: string;
    secret?: string;
  };
}

const dnsLabel = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Kubernetes adds the node's name and a hash to it and allows 63 characters in all. */
const nameLength = 40;

const name = boundedText.superRefine((value, context) => {
  if (value.length > nameLength) {
    reason(
      context,
      `has ${value.length} characters`,
      `Use at most ${nameLength}.`,
    );
  }
  if (!dnsLabel.test(value)) {
    reason(
      context,
      'is not a DNS label: Kubernetes and the catalog name things after it',
      'Use lower-case letters, digits and dashes; begin and end with a letter or a digit.',
    );
  }
  const fault = reservedNamespace(value);
  if (fault !== undefined) {
    reason(
      context,
      `${fault}, and the nodes get a namespace of this name`,
      'Name it after what the nodes are for, for example payments-eth.',
    );
  }
});

/** Everybody who may read the catalog reads it. */
const description = plainText(500).superRefine((value, context) => {
  if (/:\/\/[^/@\s]*:[^@\s]+@/.test(value)) {
    reason(
      context,
      'has a URL with a password in it, and is shown to everybody',
      'Take the password out.',
    );
  }
});

/** `kind:namespace/name` as the catalog writes it; the namespace may be left out. */
const ownerRef =
  /^(group|user):([a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?\/)?[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

const owner = boundedText.superRefine((value, context) => {
  if (!ownerRef.test(value)) {
    reason(
      context,
      'is not a reference to a group or a user of the catalog',
      'Write it in lower case as group:default/payments or user:default/ada.',
    );
  }
});

const positiveCount = z.number().int().min(1).max(50);

const size = boundedText.superRefine((value, context) => {
  if (!/^[1-9][0-9]{0,5}Gi$/.test(value)) {
    reason(
      context,
      'is not a size in GiB',
      'Write a whole number and the unit, for example 900Gi.',
    );
  }
});

const className = boundedText.superRefine((value, context) => {
  if (value.length > 63 || !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(value)) {
    reason(
      context,
      'is not the name of a storage class',
      'Take one that "kubectl get storageclass" lists.',
    );
  }
});

/** Host, owner and name: hosts have 253 characters at most, GitHub's names 100, and GitLab nests groups. */
const repositoryLength = 500;

const repository = boundedText.superRefine((value, context) => {
  if (value.length > repositoryLength) {
    reason(
      context,
      `has ${value.length} characters`,
      `Use at most ${repositoryLength}.`,
    );
  } else if (
    !/^[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?(\/[A-Za-z0-9_][A-Za-z0-9_.-]*){2,}$/.test(
      value,
    ) ||
    value.includes('..')
  ) {
    reason(
      context,
      'does not say where the repository will live',
      'Write host, owner and name without a scheme: github.com/acme/payments-eth.',
    );
  }
});

/** One pair of clients. */
const requestedNodeSchema = z.strictObject({
  execution: boundedText,
  consensus: boundedText.optional(),
  history: z.enum(historyModes).optional(),
  storage: z
    .strictObject({ size: size.optional(), className: className.optional() })
    .optional(),
  restore: z.enum(restoreChoices).optional(),
});

/** Nodes that scale with load. */
const serveSchema = requestedNodeSchema
  .partial()
  .extend({
    min: positiveCount,
    max: positiveCount,
    cpu: z.number().int().min(10).max(1000).optional(),
  })
  .superRefine((value, context) => {
    if (value.min > value.max) {
      reason(
        context,
        `is less than ${value.min}, the fewest nodes of the pool`,
        'Raise it, or lower the fewest.',
        ['max'],
      );
    }
  });

/** When snapshots are taken, if any are, and where they are kept. */
const snapshotsSchema = z.strictObject({
  schedule: cron.optional(),
  store: storeUrl,
  endpoint: storeEndpoint.optional(),
  region: storeRegion.optional(),
  secret: storeSecret.optional(),
});

/**
 * The format of a {@link NodeRequest}, strict at every level.
 */
export const nodeRequestSchema = z.strictObject({
  apiVersion: z.literal('nodeyard.io/v1'),
  name,
  owner,
  description,
  repository: repository.optional(),
  network: boundedText,
  environments: z.array(z.enum(environmentNames)).min(1).max(100),
  nodes: z.array(requestedNodeSchema).min(1).max(20),
  serve: serveSchema.optional(),
  snapshots: snapshotsSchema.optional(),
});
