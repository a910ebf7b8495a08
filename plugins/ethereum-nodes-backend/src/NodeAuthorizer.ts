import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  ethereumFleetReadPermission,
  ethereumNodeReadPermission,
  ethereumSnapshotCreatePermission,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { ethereumNodeResourceRef } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { Visibility } from './store/visibility';

/** Checks the permissions of a caller. */
export class NodeAuthorizer {
  private readonly permissions: PermissionsService;
  private readonly registry: PermissionsRegistryService;

  constructor(options: {
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
  }) {
    this.permissions = options.permissions;
    this.registry = options.permissionsRegistry;
  }

  /** @throws NotAllowedError when the policy denies reading of every node */
  async visibility(credentials: BackstageCredentials): Promise<Visibility> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission: ethereumNodeReadPermission }],
      {
        credentials,
      },
    );
    if (!decision || decision.result === AuthorizeResult.DENY) {
      throw missingPermissionError(ethereumNodeReadPermission.name);
    }
    if (decision.result !== AuthorizeResult.CONDITIONAL) return 'all';
    const ruleset = this.registry.getPermissionRuleset(ethereumNodeResourceRef);
    return createConditionTransformer(ruleset)(decision.conditions);
  }

  /** @throws NotAllowedError when the policy denies a snapshot of the node */
  async authorizeSnapshot(
    credentials: BackstageCredentials,
    nodeId: string,
  ): Promise<void> {
    if (!(await this.maySnapshot(credentials, nodeId))) {
      throw missingPermissionError(ethereumSnapshotCreatePermission.name);
    }
  }

  /** Whether the policy allows a snapshot of the node. */
  async maySnapshot(
    credentials: BackstageCredentials,
    nodeId: string,
  ): Promise<boolean> {
    const [decision] = await this.permissions.authorize(
      [{ permission: ethereumSnapshotCreatePermission, resourceRef: nodeId }],
      { credentials },
    );
    return decision?.result === AuthorizeResult.ALLOW;
  }

  /** @throws NotAllowedError when the policy denies reading of the fleet's totals */
  async authorizeFleet(credentials: BackstageCredentials): Promise<void> {
    const [decision] = await this.permissions.authorize(
      [{ permission: ethereumFleetReadPermission }],
      { credentials },
    );
    if (!decision || decision.result === AuthorizeResult.DENY) {
      throw missingPermissionError(ethereumFleetReadPermission.name);
    }
  }
}

function missingPermissionError(permission: string): NotAllowedError {
  return new NotAllowedError(
    `The permission ${permission} is required. Ask the operators of Backstage for it.`,
  );
}
