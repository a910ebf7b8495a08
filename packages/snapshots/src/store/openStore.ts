import { withoutCredentials } from '@nodeyard/ethereum';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
  const folder = `${network}/${client}`;
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  const store =
    url.protocol === 'file:'
      ? new FileStore(location.url, join(fileURLToPath(url), folder))
      : await S3Store.open(
          location,
          url.hostname,
          prefix ? `${prefix}/${folder}/` : `${folder}/`,
        );
  return retryingStore(store, {
    attempts: location.attempts ?? ATTEMPTS,
    timeoutMs: location.timeoutMs ?? TIMEOUT_MS,
  });
}

/** URLs are logged and visible in process lists, so they must not contain credentials. */
function assertNoCredentials(text: string): void {
  // Names of folders may contain @.
  const marks = text.startsWith('file:') ? /[?#]/ : /[@?#]/;
  if (!marks.test(text)) return;
  throw refused(
    'store-credentials',
    `"${withoutCredentials(
      text,
    )}" contains credentials or parameters, which are not allowed in the URL of a store or its server. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_SHARED_CREDENTIALS_FILE.`,
  );
}

function parseStoreUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const folder =
    url?.protocol === 'file:' &&
    (url.hostname === '' || url.hostname === 'localhost');
  const bucket = url?.protocol === 's3:' && url.hostname !== '';
  if (url && (folder || bucket)) return url;
  throw refused(
    'store-url',
    `The store "${withoutCredentials(
      text,
    )}" is neither file:///folder nor s3://bucket/prefix.`,
  );
}
