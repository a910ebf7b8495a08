import {
  MAX_DOCUMENT_BYTES,
  MAX_INDEX_BYTES,
  MAX_MANIFEST_BYTES,
  MAX_PACK_BYTES,
} from './limits';

/** Keys of objects below `<prefix>/<network>/<client>/`. */
export const keys = {
  packs: 'packs/',
  indexes: 'indexes/',
  snapshots: 'snapshots/',
  builds: 'builds/',
  latest: 'latest.json',
  pack: (digest: string) => `packs/${digest.slice(0, 2)}/${digest}`,
  index: (digest: string) => `indexes/${digest}`,
  manifest: (id: string) => `snapshots/${id}/manifest.json`,
  verification: (id: string) => `snapshots/${id}/verification.json`,
  build: (id: string) => `builds/${id}.json`,
};

/** @returns the id in a manifest's key, undefined for any other key */
export function idOfManifestKey(key: string): string | undefined {
  return /^snapshots\/([^/]+)\/manifest\.json$/.exec(key)?.[1];
}

/** @returns the digest in the key of a pack or index, undefined for any other key */
export function digestOfKey(key: string): string | undefined {
  return /^(?:packs\/[0-9a-f]{2}|indexes)\/([0-9a-f]{64})$/.exec(key)?.[1];
}

/** Maximum size of an object: larger ones are not read. */
export function maxObjectBytes(key: string): number {
  if (key.startsWith(keys.packs)) return MAX_PACK_BYTES;
  if (key.startsWith(keys.indexes)) return MAX_INDEX_BYTES;
  return idOfManifestKey(key) ? MAX_MANIFEST_BYTES : MAX_DOCUMENT_BYTES;
}
