import {
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_CONSENSUS_URL,
  ANNOTATION_EXECUTION_URL,
  ANNOTATION_NETWORK,
  declaresNode,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { type Message, networkNames } from '@nodeyard/ethereum';
import type { EndpointRule } from '../endpoints/endpointRule';
import { mayContainKey, urlFault } from '../endpoints/urlFault';
import type { NetworkLookup } from '../networkLookup';

/** Key of `allow` in the configuration. */
const KEY = 'ethereumNodes.annotations.allow';

/** A node that an entity declares by annotations. */
interface DeclaredNode {
  entityRef: string;
  name: string;
  ownerRef?: string;
  /** Default: the network of the chain ID that the node reports. */
  network?: string;
  executionUrl: string;
  consensusUrl?: string;
}

interface DeclarationRules {
  /** Empty: declared nodes are disabled. */
  allow: readonly EndpointRule[];
  findNetwork: NetworkLookup;
}

/**
 * Reads the node that an entity declares, or all problems of its annotations, each with its fix.
 *
 * @returns undefined for an entity that declares no node
 */
export function readDeclaredNode(
  entity: Entity,
  { allow, findNetwork }: DeclarationRules,
): { node: DeclaredNode } | { problem: Message } | undefined {
  if (!declaresNode(entity)) return undefined;
  if (allow.length === 0) {
    return {
      problem: say('sentences', {
        items: [
          say('declarations-off', {
            key: KEY,
            annotation: ANNOTATION_EXECUTION_URL,
          }),
        ],
      }),
    };
  }
  const valueOf = (name: string) => entity.metadata.annotations?.[name]?.trim();
  const executionUrl = valueOf(ANNOTATION_EXECUTION_URL) ?? '';
  const consensusUrl = valueOf(ANNOTATION_CONSENSUS_URL);
  const network = valueOf(ANNOTATION_NETWORK);
  const problems = [
    urlProblem(ANNOTATION_EXECUTION_URL, executionUrl, allow),
    consensusUrl === undefined
      ? undefined
      : urlProblem(ANNOTATION_CONSENSUS_URL, consensusUrl, allow),
    network === undefined || findNetwork(network)
      ? undefined
      : say('annotation-network-unknown', {
          annotation: ANNOTATION_NETWORK,
          network: network.slice(0, 100),
          networks: networkNames.join(', '),
        }),
  ].filter(problem => problem !== undefined);
  if (problems.length > 0) {
    return { problem: say('sentences', { items: problems }) };
  }
  return {
    node: {
      entityRef: stringifyEntityRef(entity),
      name: toName(entity),
      ownerRef: entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)
        ?.targetRef,
      network: network === undefined ? undefined : findNetwork(network)?.name,
      executionUrl,
      consensusUrl,
    },
  };
}

/** ID of a declared node. It has four parts; IDs of nodes in clusters have three. */
export function declaredNodeId(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `entity~${kind}~${namespace}~${name}`.toLocaleLowerCase('en-US');
}

function toName({ metadata }: Entity): string {
  const { name, namespace = 'default' } = metadata;
  return namespace === 'default' ? name : `${namespace}/${name}`;
}

function urlProblem(
  annotation: string,
  url: string,
  allow: readonly EndpointRule[],
): Message | undefined {
  if (url === '') return say('annotation-url-missing', { annotation });
  if (url.includes('#')) return say('annotation-url-fragment', { annotation });
  if (mayContainKey(url)) {
    return say('annotation-url-credentials', { annotation });
  }
  const fault = urlFault(url, allow, KEY);
  return fault && say('annotation-url-refused', { annotation, fault });
}
