import { withFolders, type StoreKind } from '../kind';

const pattern = withFolders('s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]');

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
  required: {
    setting: 'existingSecret',
    reason: 'is missing: a bucket needs credentials',
    fix: 'Name a Secret with the keys AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  },
  credentials: {
    required: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
    optional: ['AWS_SESSION_TOKEN'],
  },
  egressPorts: { http: 80, https: 443 },
  parse({ hostname: bucket, pathname }: URL) {
    const prefix = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, '');
    return bucket === '' ? undefined : { kind: 's3' as const, bucket, prefix };
  },
} as const satisfies StoreKind;
