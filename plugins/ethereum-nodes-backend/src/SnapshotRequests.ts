import type {
  BackstageCredentials,
  BackstagePrincipalTypes,
} from '@backstage/backend-plugin-api';
import { NotImplementedError } from '@backstage/errors';
import type {
  EthereumNode,
  NodeSnapshotRun,
  RequestedSnapshot,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeAuthorizer } from './NodeAuthorizer';
import { RecentResults } from './RecentResults';
import { renderEnglish } from './renderEnglish';
import type { ClusterAccess } from './sources/kubernetes/ClusterAccess';
import {
  findSnapshotRun,
  type FoundRun,
} from './sources/kubernetes/findSnapshotRun';
import { startSnapshot } from './sources/kubernetes/startSnapshot';

/** For how long the answer of a cluster is returned to all callers. */
const RECENT_MS = 2_000;

/** Snapshots that callers request, and the runs that make them. */
export class SnapshotRequests {
  private readonly access: ClusterAccess | undefined;
  private readonly authorizer: NodeAuthorizer;
  private readonly runs = new RecentResults<FoundRun>(RECENT_MS);

  /** @param options - `access` is undefined if the configuration does not enable requests, or discovery in clusters */
  constructor(options: {
    access: ClusterAccess | undefined;
    authorizer: NodeAuthorizer;
  }) {
    this.access = options.access;
    this.authorizer = options.authorizer;
  }

  /**
   * @param node - that the caller may see
   * @throws NotAllowedError without the permission
   * @throws NotImplementedError if the configuration does not enable requests
   * @throws the errors of `startSnapshot`
   */
  async request(
    node: EthereumNode,
    credentials: BackstageCredentials,
  ): Promise<RequestedSnapshot> {
    await this.authorizer.authorizeSnapshot(credentials, node.id);
    if (!this.access) throw notEnabled();
    const requested = await startSnapshot(
      this.access,
      node,
      nameOf(credentials),
    );
    this.runs.forget(node.id);
    return requested;
  }

  /** @param node - that the caller may see */
  async findRun(
    node: EthereumNode,
    credentials: BackstageCredentials,
  ): Promise<NodeSnapshotRun> {
    const { access } = this;
    if (!access) return { request: 'not-enabled' };
    const [isPermitted, { request, run, problem }] = await Promise.all([
      this.authorizer.maySnapshot(credentials, node.id),
      this.runs.get(node.id, () => findSnapshotRun(access, node)),
    ]);
    return {
      request:
        request === 'allowed' && !isPermitted ? 'not-permitted' : request,
      run,
      problem: problem && renderEnglish(problem),
      problemCoded: problem,
    };
  }
}

function notEnabled(): NotImplementedError {
  return new NotImplementedError(
    'Snapshots on request are not enabled. Set ethereumNodes.kubernetes.requestSnapshots: true in app-config.yaml, and grant the rights in the README of the backend plugin.',
  );
}

function nameOf({ principal }: BackstageCredentials): string {
  const { type, userEntityRef, subject } = principal as Partial<
    BackstagePrincipalTypes['user'] & BackstagePrincipalTypes['service']
  > & { type?: string };
  return userEntityRef ?? subject ?? type ?? 'unknown';
}
