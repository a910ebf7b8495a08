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
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { networkNames } from '@nodeyard/ethereum';
import type { EndpointRule } from '../endpoints/endpointRule';
import { mayContainKey, urlFault } from '../endpoints/urlFault';
import type { NetworkLookup } from '../networkLookup';

/** Key of `allow` in the configuration. */
const key = 'ethereumNodes.annotations.allow';

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
): { node: DeclaredNode } | { problem: string } | undefined {
  if (!declaresNode(entity)) return undefined;
  if (allow.length === 0) {
    return {
      problem: `Nodes declared by annotation are disabled: ${key} is empty. Ask the operators of Backstage to allow this endpoint, or remove the annotation ${ANNOTATION_EXECUTION_URL}.`,
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
      : `${ANNOTATION_NETWORK}: "${network.slice(
          0,
          100,
        )}" is not a known network. Use ${networkNames.join(
          ', ',
        )} or one of ethereumNodes.networks, or remove the annotation to use the chain ID that the node reports.`,
  ].filter(problem => problem !== undefined);
  if (problems.length > 0) return { problem: problems.join(' ') };
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
): string | undefined {
  if (url === '') {
    return `${annotation}: the base URL is missing. Set it to a URL such as https://geth.acme.example:8545.`;
  }
  if (url.includes('#')) {
    return `${annotation}: the URL has a fragment, which is not sent. Remove it.`;
  }
  if (mayContainKey(url)) {
    return `${annotation}: the URL may contain credentials (user, query or key), which every reader of the catalog can see. Ask the operators of Backstage to list the node in ethereumNodes.nodes instead.`;
  }
  const fault = urlFault(url, allow, key);
  return (
    fault &&
    `${annotation}: ${fault}. Use an allowed endpoint, or ask the operators of Backstage to add this one.`
  );
}
