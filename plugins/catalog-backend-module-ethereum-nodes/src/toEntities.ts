import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  stringifyEntityRef,
  type Entity,
  type EntityMeta,
} from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  ANNOTATION_NODE,
  ETHEREUM_NODE_TYPE,
  type ClusterStatus,
  type EthereumNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { beaconApiDefinition, jsonRpcDefinition } from '@nodeyard/ethereum';
import type { EntityKind, ProviderOptions } from './config';
import { entityName } from './entityName';

/** Location of all entities of the provider, by which it finds them again. */
export const LOCATION = 'ethereum-nodes:fleet';

/** Annotation: cluster whose discovery decides whether the entity may be removed. */
export const ANNOTATION_CLUSTER = 'ethereum.nodeyard.io/cluster';

type Ref = string;

/** What differs between entities: metadata, and the spec. */
interface EntityContent
  extends Pick<EntityMeta, 'name' | 'title' | 'description' | 'links'> {
  annotations?: Record<string, string>;
  spec: JsonObject;
}

class EntityBuilder {
  private readonly options: ProviderOptions;

  constructor(options: ProviderOptions) {
    this.options = options;
  }

  cluster(name: string): Entity {
    return this.entity('Resource', {
      name: entityName(['kubernetes-cluster', name]),
      title: name,
      description: 'Kubernetes cluster with Ethereum nodes',
      annotations: { [ANNOTATION_CLUSTER]: name },
      spec: { type: 'kubernetes-cluster', owner: this.options.owner },
    });
  }

  network({ network }: EthereumNode): Entity {
    return this.entity('Resource', {
      name: entityName(['ethereum-network', network]),
      title: network,
      description: 'Ethereum network that nodes follow',
      spec: { type: 'ethereum-network', owner: this.options.owner },
    });
  }

  /** Snapshots serve every node of the same network, execution client and owner. */
  snapshots({ network, executionClient, ownerRef }: EthereumNode): Entity {
    const owner = ownerRef ?? this.options.owner;
    const client = executionClient ?? 'unknown';
    return this.entity('Resource', {
      name: entityName(['ethereum-snapshots', network, client, owner]),
      title: `${client} on ${network}`,
      description: 'Snapshots of datadirs, from which nodes are restored',
      spec: { type: 'ethereum-snapshots', owner },
    });
  }

  /** The component of a node, and its APIs. */
  node(node: EthereumNode, resources: ReadonlySet<Ref>): Entity[] {
    const owner = node.ownerRef ?? this.options.owner;
    const apis = this.has('apis') ? this.apis(node, owner) : [];
    if (!this.has('nodes')) return apis;
    const dependsOn = [
      this.network(node),
      ...(node.cluster === undefined ? [] : [this.cluster(node.cluster)]),
      ...(node.snapshots === undefined ? [] : [this.snapshots(node)]),
    ]
      .map(resource => stringifyEntityRef(resource))
      .filter(ref => resources.has(ref));
    const clients = [node.executionClient, node.consensusClient].filter(
      client => client !== undefined && client !== 'none',
    );
    const component = this.entity('Component', {
      name: entityName(node.id.split('~')),
      title: node.name,
      description: `${
        node.role === 'serve' ? 'Pool of Ethereum nodes' : 'Ethereum node'
      } on ${node.network}${
        clients.length > 0 ? `: ${clients.join(' with ')}` : ''
      }`,
      annotations: { [ANNOTATION_NODE]: node.id, ...clusterOf(node) },
      links: linksOf(node),
      spec: {
        type: ETHEREUM_NODE_TYPE,
        lifecycle: 'production',
        owner,
        ...(apis.length > 0 && {
          providesApis: apis.map(api => stringifyEntityRef(api)),
        }),
        ...(dependsOn.length > 0 && { dependsOn }),
      },
    });
    return [component, ...apis];
  }

  private apis(node: EthereumNode, owner: string): Entity[] {
    const parts = node.id.split('~');
    const annotations = clusterOf(node);
    const spec = { lifecycle: 'production', owner };
    const jsonRpc = this.entity('API', {
      name: entityName(parts, '.json-rpc'),
      title: `JSON-RPC of ${node.name}`,
      description: `Ethereum JSON-RPC of ${node.network}`,
      annotations,
      spec: {
        ...spec,
        type: 'openrpc',
        definition: jsonRpcDefinition({
          title: `Ethereum JSON-RPC of ${node.name}`,
          description: `Execution client on ${node.network}`,
          servers: linksOf(node).map(({ url }) => ({ name: node.name, url })),
        }),
      },
    });
    const { consensusClient } = node;
    if (consensusClient === undefined || consensusClient === 'none') {
      return [jsonRpc];
    }
    const beacon = this.entity('API', {
      name: entityName(parts, '.beacon'),
      title: `Beacon API of ${node.name}`,
      description: `Ethereum Beacon API of ${node.network}`,
      annotations,
      spec: {
        ...spec,
        type: 'openapi',
        definition: beaconApiDefinition({
          title: `Beacon API of ${node.name}`,
          description: `Consensus client on ${node.network}`,
          servers: [],
        }),
      },
    });
    return [jsonRpc, beacon];
  }

  private entity(
    kind: 'API' | 'Component' | 'Resource',
    { spec, annotations, ...metadata }: EntityContent,
  ): Entity {
    const { namespace, system } = this.options;
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: {
        ...metadata,
        namespace,
        annotations: {
          ...annotations,
          [ANNOTATION_LOCATION]: LOCATION,
          [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
        },
      },
      spec: { ...spec, ...(system !== undefined && { system }) },
    };
  }

  private has(kind: EntityKind): boolean {
    return this.options.kinds.has(kind);
  }
}

/**
 * The entities of nodes and clusters, not yet validated.
 * @param nodes - nodes without an entity of their own
 * @param allNodes - every node, by which networks and snapshots are found
 */
export function toEntities(
  nodes: readonly EthereumNode[],
  allNodes: readonly EthereumNode[],
  clusters: readonly ClusterStatus[],
  options: ProviderOptions,
): Entity[] {
  const build = new EntityBuilder(options);
  const shared = new Map<Ref, Entity>();
  const add = (entity: Entity) =>
    shared.set(stringifyEntityRef(entity), entity);
  if (options.kinds.has('clusters')) {
    clusters.forEach(({ name }) => add(build.cluster(name)));
  }
  for (const node of allNodes) {
    if (options.kinds.has('networks')) add(build.network(node));
    if (options.kinds.has('snapshots') && node.snapshots) {
      add(build.snapshots(node));
    }
  }
  const refs = new Set(shared.keys());
  return [...shared.values(), ...nodes.flatMap(node => build.node(node, refs))];
}

function clusterOf({ cluster }: EthereumNode): Record<string, string> {
  return cluster === undefined ? {} : { [ANNOTATION_CLUSTER]: cluster };
}

/** URL for callers, if it is one of HTTP without user and password. */
function linksOf({ callersUrl }: EthereumNode) {
  if (callersUrl === undefined || !URL.canParse(callersUrl)) return [];
  const { protocol, username, password, href } = new URL(callersUrl);
  const isHttp = protocol === 'http:' || protocol === 'https:';
  return isHttp && username === '' && password === ''
    ? [{ url: href, title: 'JSON-RPC for applications' }]
    : [];
}
