import { withFolders, type StoreIdentity, type StoreKind } from '../kind';

const pattern = withFolders('azblob://[a-z0-9][a-z0-9-]{1,61}[a-z0-9]');

/**
 * The variables are those of the Azure SDKs, and of the webhook of Microsoft Entra Workload ID.
 *
 * Source: azure.github.io/azure-workload-identity, "Mutating Admission Webhook".
 */
const identities = {
  webIdentity: {
    settings: ['clientId', 'tenantId', 'audience', 'stsEndpoint'],
    required: [
      {
        setting: 'clientId',
        reason: 'is missing: a token is exchanged for one of an identity',
        fix: 'Write the client ID of the managed identity.',
      },
      {
        setting: 'tenantId',
        reason: 'is missing: it names who exchanges the token',
        fix: 'Write the ID of the tenant of the managed identity.',
      },
    ],
    audience: 'api://AzureADTokenExchange',
    fileVariable: 'AZURE_FEDERATED_TOKEN_FILE',
    variables: {
      AZURE_CLIENT_ID: 'clientId',
      AZURE_TENANT_ID: 'tenantId',
      AZURE_AUTHORITY_HOST: 'stsEndpoint',
    },
    isInjected: false,
    serverSetting: 'stsEndpoint',
    addresses: [],
  },
} as const satisfies Record<string, StoreIdentity>;

/** A container of Azure Blob Storage; the endpoint names the storage account. */
export const azblob = {
  scheme: 'azblob://',
  forms: ['azblob://container/prefix'],
  pattern,
  podForms: ['azblob://container/prefix'],
  podPattern: pattern,
  example: 'azblob://eth-snapshots/payments',
  isMounted: false,
  settings: ['endpoint', 'existingSecret'],
  required: [
    {
      setting: 'endpoint',
      reason: 'is missing: it names the storage account',
      fix: 'Write e.g. https://ACCOUNT.blob.core.windows.net.',
    },
    {
      setting: 'existingSecret',
      reason: 'is missing: a container needs credentials',
      fix: 'Name a Secret with the key AZURE_STORAGE_KEY, or set snapshotStore.identity.type.',
    },
  ],
  endpointOption: '--azure-endpoint',
  credentials: { required: ['AZURE_STORAGE_KEY'], optional: [] },
  identities,
  egressPorts: { http: 80, https: 443 },
  parse({ hostname: container, pathname }: URL) {
    const prefix = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, '');
    return container === ''
      ? undefined
      : { kind: 'azblob' as const, container, prefix };
  },
} as const satisfies StoreKind;
