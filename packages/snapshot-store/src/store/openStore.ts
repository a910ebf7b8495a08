import {
  parseStoreUrl,
  storeCredentialsFault,
  storeUrlForms,
  redactCredentials,
} from '@nodeyard/ethereum';
import { refused } from '../errors';
import { openKind } from './kinds';
import { retryingStore } from './retryingStore';
import type { Store, StoreLocation } from './store';

const ATTEMPTS = 5;
const TIMEOUT_MS = 60_000;

/**
 * The store at a location, narrowed to one network and client.
 *
 * @throws SnapshotError `refused` if the URL is of no kind, or a URL contains credentials
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
