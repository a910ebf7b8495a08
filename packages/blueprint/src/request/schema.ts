import { storeKinds } from '@nodeyard/ethereum';
import { z } from 'zod';
import { key } from './metadata';
import { requestedNodeSchema } from './node';
import { ci, description, name, owner, repository } from './repository';
import { serveSchema } from './serve';
import { snapshotsSchema } from './snapshots';
import { boundedText } from './text';

/** The environments that the helmfile knows. @public */
export const environmentNames = ['local', 'staging', 'production'] as const;

/** @public */
export type EnvironmentName = (typeof environmentNames)[number];

/**
 * The format of a request, strict at every level, and its only statement: the types below, the documentation of keys, the
 * draft, the JSON Schema and the form are derived from it.
 */
export const nodeRequestSchema = z.strictObject({
  apiVersion: key(z.literal('nodeyard.io/v1'), {
    about: 'The version of the request format.',
    example: 'nodeyard.io/v1',
  }),
  name,
  owner,
  description,
  repository,
  ci,
  network: key(boundedText, {
    about: 'The Ethereum network that every node of this repository follows.',
    example: 'sepolia',
    question: { key: 'network', title: 'Network' },
  }),
  environments: key(z.array(z.enum(environmentNames)).min(1).max(100), {
    about:
      'Where the nodes are deployed: any of local, staging and production. Each becomes a file in environments/.',
    example: '[staging, production]',
    question: {
      key: 'environments',
      title: 'Environments',
      description:
        'Each becomes a file of the repository, and is deployed with a command of its own',
      form: {
        uniqueItems: true,
        default: ['local'],
        errorMessage: { minItems: 'is empty. Choose at least one.' },
        'ui:widget': 'checkboxes',
      },
    },
  }),
  nodes: key(z.array(requestedNodeSchema).min(1).max(20), {
    about:
      'The nodes; each is an execution client and the consensus client that drives it.',
    example:
      '[{ execution: geth, consensus: lighthouse, history: pre-prague }]',
  }),
  serve: key(serveSchema.optional(), {
    about:
      'A pool of RPC nodes behind one Service, named rpc, that grows and shrinks with load. Its nodes are like the first of nodes, except for the keys that are set here. In the environment local it is one node.',
    example: '{ min: 2, max: 6 }',
  }),
  snapshots: key(snapshotsSchema.optional(), {
    about:
      'Snapshots of the chain data, from which new nodes start in minutes: where they are kept, and when to take them.',
    example: `{ schedule: "0 3 * * *", store: "${storeKinds.s3.example}" }`,
  }),
});

/** A request of a team; `requestKeys` documents its keys. @public */
export type NodeRequest = z.infer<typeof nodeRequestSchema>;

/** A requested pair of clients. @public */
export type RequestedNode = NodeRequest['nodes'][number];

/** A requested pool of RPC nodes. Keys of the pair default to those of the first node. @public */
export type RequestedPool = NonNullable<NodeRequest['serve']>;
