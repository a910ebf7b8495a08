import { withoutCredentials } from '@nodeyard/ethereum';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refused } from '../stopped';
import { FileStore } from './fileStore';
import { retrying } from './retrying';
import { S3Store } from './s3Store';
import { Store, StoreLocation } from './store';

const ATTEMPTS = 5;
const TIMEOUT_MS = 60_000;

/**
 * The store at a location, narrowed to one network and client.
 *
 * @throws Stopped `refused` when the URL is neither `file:` nor `s3:`, or one of its URLs carries credentials
 */
export async function openStore(
  location: StoreLocation,
  network: string,
  client: string,
): Promise<Store> {
  for (const url of [location.url, location.endpoint ?? '']) requirePlain(url);
  const url = parsed(location.url);
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
  return retrying(store, {
    attempts: location.attempts ?? ATTEMPTS,
    timeoutMs: location.timeoutMs ?? TIMEOUT_MS,
  });
}

/** URLs are logged, and stand in process lists: what is secret has other ways in. */
function requirePlain(text: string): void {
  // Folders may have an @ in their names.
  const marks = text.startsWith('file:') ? /[?#]/ : /[@?#]/;
  if (!marks.test(text)) return;
  throw refused(
    'store-credentials',
    `"${withoutCredentials(
      text,
    )}" carries credentials or parameters, which a URL of a store or its server never does. Give the keys as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or in a file that AWS_SHARED_CREDENTIALS_FILE names.`,
  );
}

function parsed(text: string): URL {
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
