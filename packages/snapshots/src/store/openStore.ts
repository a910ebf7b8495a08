import {
  parseStoreUrl,
  storeCredentialsFault,
  storeUrlForms,
  redactCredentials,
  type ParsedStoreUrl,
} from '@nodeyard/ethereum';
import { join } from 'node:path';
import { refused } from '../errors';
import { FileStore } from './fileStore';
import { retryingStore } from './retryingStore';
import { S3Store } from './s3Store';
import type { Store, StoreLocation } from './store';

const ATTEMPTS = 5;
const TIMEOUT_MS = 60_000;

/**
 * The store at a location, narrowed to one network and client.
 *
 * @throws SnapshotError `refused` if the URL is neither `file:` nor `s3:`, or a URL contains credentials
 */
export async function openStore(
  location: StoreLocation,
  network: string,
  client: string,
): Promise<Store> {
  for (const url of [location.url, location.endpoint ?? '']) {
    assertNoCredentials(url);
  }
  const url = parseStoreUrl(location.url);
  if (!url) {
    throw refused(
      'store-url',
      `The store "${redactCredentials(
        location.url,
      )}" is not the URL of a snapshot store. Use ${storeUrlForms('program')}.`,
    );
  }
  return retryingStore(await openKind(url, location, `${network}/${client}`), {
    attempts: location.attempts ?? ATTEMPTS,
    timeoutMs: location.timeoutMs ?? TIMEOUT_MS,
  });
}

/** Does not compile without an implementation for every kind of `storeKinds`. */
function openKind(
  url: ParsedStoreUrl,
  location: StoreLocation,
  folder: string,
): Store | Promise<Store> {
  if (url.kind === 'file') {
    return new FileStore(location.url, join(url.path, folder));
  }
  return openBucket(url, location, folder);
}

function openBucket(
  { bucket, prefix }: Extract<ParsedStoreUrl, { kind: 's3' }>,
  location: StoreLocation,
  folder: string,
): Promise<Store> {
  return S3Store.open(
    location,
    bucket,
    prefix ? `${prefix}/${folder}/` : `${folder}/`,
  );
}

/** URLs are logged and visible in process lists, so they must not contain credentials. */
function assertNoCredentials(text: string): void {
  // Names of folders may contain @ and &.
  const marks = text.startsWith('file:') ? /[?#]/ : /[@?#]/;
  if (!marks.test(text)) return;
  const { reason, fix } = storeCredentialsFault;
  throw refused(
    'store-credentials',
    `"${redactCredentials(text)}" ${reason}. ${fix}`,
  );
}
