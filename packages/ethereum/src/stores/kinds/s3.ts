import { withFolders, type StoreIdentity, type StoreKind } from '../kind';

const pattern = withFolders('s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]');

/**
 * The variables are those of the AWS SDKs.
 *
 * Sources: docs.aws.amazon.com/sdkref, "Assume role credential provider" and "Container credential provider"; the addresses are
 * those of the agent in docs.aws.amazon.com/eks, "Understand how EKS Pod Identity works".
 */
const identities = {
  file: {
    settings: [],
    required: [],
    secretKey: 'credentials',
    fileVariable: 'AWS_SHARED_CREDENTIALS_FILE',
    variables: {},
    isInjected: false,
    addresses: [],
  },
  webIdentity: {
    settings: ['roleArn', 'audience', 'stsEndpoint'],
    required: [
      {
        setting: 'roleArn',
        reason: 'is missing: a token is exchanged for credentials of a role',
        fix: 'Name the role, e.g. arn:aws:iam::123456789012:role/snapshots.',
      },
    ],
    audience: 'sts.amazonaws.com',
    fileVariable: 'AWS_WEB_IDENTITY_TOKEN_FILE',
    variables: { AWS_ROLE_ARN: 'roleArn', AWS_ENDPOINT_URL_STS: 'stsEndpoint' },
    isInjected: false,
    serverSetting: 'stsEndpoint',
    addresses: [],
  },
  podIdentity: {
    settings: [],
    required: [],
    variables: {},
    isInjected: true,
    addresses: [
      { cidr: '169.254.170.23/32', port: 80 },
      { cidr: 'fd00:ec2::23/128', port: 80 },
    ],
  },
  serviceAccount: {
    settings: ['serviceAccountAnnotations', 'stsEndpoint'],
    required: [
      {
        setting: 'serviceAccountAnnotations',
        reason: 'is missing: a webhook of the cluster reads the role there',
        fix: 'Set the annotation of your webhook, e.g. eks.amazonaws.com/role-arn.',
      },
    ],
    variables: { AWS_ENDPOINT_URL_STS: 'stsEndpoint' },
    isInjected: true,
    serverSetting: 'stsEndpoint',
    addresses: [],
  },
} as const satisfies Record<string, StoreIdentity>;

/** A bucket of any S3-compatible server. */
export const s3 = {
  scheme: 's3://',
  forms: ['s3://bucket/prefix'],
  pattern,
  podForms: ['s3://bucket/prefix'],
  podPattern: pattern,
  example: 's3://eth-snapshots/payments',
  isMounted: false,
  settings: ['endpoint', 'region', 'pathStyle', 'existingSecret'],
  required: [
    {
      setting: 'existingSecret',
      reason: 'is missing: a bucket needs credentials',
      fix: 'Name a Secret with the keys AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or set snapshotStore.identity.type.',
    },
  ],
  endpointOption: '--s3-endpoint',
  credentials: {
    required: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
    optional: ['AWS_SESSION_TOKEN'],
  },
  identities,
  egressPorts: { http: 80, https: 443 },
  parse({ hostname: bucket, pathname }: URL) {
    const prefix = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, '');
    return bucket === '' ? undefined : { kind: 's3' as const, bucket, prefix };
  },
} as const satisfies StoreKind;
