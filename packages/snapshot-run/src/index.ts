/**
 * Orchestrator of snapshots in Kubernetes: one run stops a node, captures its datadir, starts the node, and verifies and publishes the
 * snapshot.
 *
 * @packageDocumentation
 */
export { runConfigSchema, type RunConfig } from './config';
export { kubeCluster, loadKubeConfig } from './kubeCluster';
export { orchestrate } from './orchestrate';
