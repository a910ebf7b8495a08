import type {
  AuditorService,
  BackstageCredentials,
  BackstagePrincipalTypes,
} from '@backstage/backend-plugin-api';
import { assertError, NotImplementedError } from '@backstage/errors';
import type {
  EthereumNode,
  RequestedSnapshot,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Request } from 'express';
import type { NodeAuthorizer } from './NodeAuthorizer';
import type { ClusterAccess } from './sources/kubernetes/ClusterAccess';
import { startSnapshot } from './sources/kubernetes/startSnapshot';

/** Snapshots that callers request. Each request is an audit event. */
export class SnapshotRequests {
  private readonly access: ClusterAccess | undefined;
  private readonly authorizer: NodeAuthorizer;
  private readonly auditor: AuditorService;

  /** @param options - `access` is undefined if the configuration does not enable requests, or discovery in clusters */
  constructor(options: {
    access: ClusterAccess | undefined;
    authorizer: NodeAuthorizer;
    auditor: AuditorService;
  }) {
    this.access = options.access;
    this.authorizer = options.authorizer;
    this.auditor = options.auditor;
  }

  /**
   * @param node - that the caller may see
   * @param request - the HTTP request, if there is one
   * @throws NotAllowedError without the permission
   * @throws NotImplementedError if the configuration does not enable requests
   * @throws the errors of `startSnapshot`
   */
  async request(
    node: EthereumNode,
    credentials: BackstageCredentials,
    request?: Request,
  ): Promise<RequestedSnapshot> {
    const requestedBy = nameOf(credentials);
    const event = await this.auditor.createEvent({
      eventId: 'snapshot-request',
      severityLevel: 'medium',
      request,
      meta: { nodeId: node.id, requestedBy },
    });
    try {
      await this.authorizer.authorizeSnapshot(credentials, node.id);
      if (!this.access) throw notEnabled();
      const started = await startSnapshot(this.access, node, requestedBy);
      await event.success({ meta: { job: started.job } });
      return started;
    } catch (error) {
      assertError(error);
      await event.fail({ error });
      throw error;
    }
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
