import type {
  BackstageCredentials,
  BackstagePrincipalTypes,
} from '@backstage/backend-plugin-api';
import { NotImplementedError } from '@backstage/errors';
import type {
  EthereumNode,
  RequestedSnapshot,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeAuthorizer } from './NodeAuthorizer';
import type { ClusterAccess } from './sources/kubernetes/ClusterAccess';
import { startSnapshot } from './sources/kubernetes/startSnapshot';

/** Snapshots that callers request. */
export class SnapshotRequests {
  private readonly access: ClusterAccess | undefined;
  private readonly authorizer: NodeAuthorizer;

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
    return startSnapshot(this.access, node, nameOf(credentials));
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
