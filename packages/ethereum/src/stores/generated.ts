// Generated from charts/ethereum-infrastructure/files/stores by `yarn workspace @nodeyard/ethereum generate`. Do not edit.

/** What the URL of a store looks like. */
export const storeUrl = {
  "name": "url",
  "longest": 512,
  "pattern": "^(s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]|file://(/\\.?[A-Za-z0-9_][A-Za-z0-9._-]*))(/\\.?[A-Za-z0-9_][A-Za-z0-9._-]*)*/?$",
  "mounted": "^(s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]|file:///(snapshots|mnt/\\.?[A-Za-z0-9_][A-Za-z0-9._-]*))(/\\.?[A-Za-z0-9_][A-Za-z0-9._-]*)*/?$"
};
