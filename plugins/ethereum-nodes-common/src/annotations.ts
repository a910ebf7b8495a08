/**
 * Entity annotation: makes the "Node health" tab appear and may pin it to nodes.
 *
 * Value: one or more node IDs separated by commas (see {@link EthereumNode.id}), or `auto` for every node whose
 * workload names this entity in {@link ANNOTATION_ENTITY_REF}.
 * @public
 */
export const ANNOTATION_NODE = 'ethereum.nodeyard.io/node';

/**
 * Entity annotation that declares a node: base URL of the JSON-RPC of its execution client. The backend calls it if
 * `ethereumNodes.annotations.allow` lists it.
 * @public
 */
export const ANNOTATION_EXECUTION_URL = 'ethereum.nodeyard.io/execution-url';

/**
 * Entity annotation beside {@link ANNOTATION_EXECUTION_URL}: base URL of the Beacon API of the consensus client.
 * @public
 */
export const ANNOTATION_CONSENSUS_URL = 'ethereum.nodeyard.io/consensus-url';

/**
 * Entity annotation beside {@link ANNOTATION_EXECUTION_URL}: name of the network that the node should follow. Without it the
 * chain ID that the node reports decides.
 * @public
 */
export const ANNOTATION_NETWORK = 'ethereum.nodeyard.io/network';

/**
 * Annotation of a workload in a cluster: the catalog entity that it belongs to, as a full entity reference
 * (`component:default/payments-eth-geth-0`).
 * @public
 */
export const ANNOTATION_ENTITY_REF = 'ethereum.nodeyard.io/entity-ref';

/**
 * Annotation of a workload in a cluster: its owner, as a full entity reference (`group:default/payments`).
 * @public
 */
export const ANNOTATION_OWNER = 'ethereum.nodeyard.io/owner';

/**
 * Annotation of a workload in a cluster: the URL by which applications call it
 * (`http://sepolia-gateway.payments.svc.cluster.local:8545`), to show and to copy.
 * @public
 */
export const ANNOTATION_CALLERS_URL = 'ethereum.nodeyard.io/callers-url';

/** Label of workloads and pods: the network's name. @public */
export const LABEL_NETWORK = 'ethereum.nodeyard.io/network';
/** Label of workloads and pods: the node's name, a key of the chart's `nodes` map. @public */
export const LABEL_NODE = 'ethereum.nodeyard.io/node';
/** Label of workloads and pods: `sync`, {@link ROLE_SERVE}, `gateway` or `snapshot`. @public */
export const LABEL_ROLE = 'ethereum.nodeyard.io/role';
/** Value of {@link LABEL_ROLE}: a pool of pods that answer callers. @public */
export const ROLE_SERVE = 'serve';
/** Label of workloads and pods: the execution client's name. @public */
export const LABEL_EXECUTION_CLIENT = 'ethereum.nodeyard.io/execution-client';
/** Label of workloads and pods: the consensus client's name, `none` without one. @public */
export const LABEL_CONSENSUS_CLIENT = 'ethereum.nodeyard.io/consensus-client';

/** Name of the sidecar's port in a node's pod. @public */
export const HEALTH_PORT_NAME = 'health';

/** `spec.type` of a Component that is an Ethereum node. @public */
export const ETHEREUM_NODE_TYPE = 'ethereum-node';
