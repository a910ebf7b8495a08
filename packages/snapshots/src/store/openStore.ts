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
 * @throws Stopped `refused` when the URL is neither `file:` nor `s3:`
 */
export async function openStore(
  location: StoreLocation,
  network: string,
  client: string,
): Promise<Store> {
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

function parsed(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const folder =
    url?.protocol === 'file:' &&
    (url.hostname === '' || url.hostname === 'localhost');
  const bucket = url?.protocol === 's3:' && url.hostname !== '';
  if (url && (folder || bucket)) return url;
  throw refused(
    'store-url',
    `The store "${text}" is neither file:///folder nor s3://bucket/prefix.`,
  );
}
