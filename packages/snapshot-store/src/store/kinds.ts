import type { ParsedStoreUrl } from '@nodeyard/ethereum';
import { join } from 'node:path';
import { AzureStore } from './azureStore';
import { FileStore } from './fileStore';
import { S3Store } from './s3Store';
import type { Store, StoreLocation } from './store';

type Kind = ParsedStoreUrl['kind'];
type UrlOf<K extends Kind> = Extract<ParsedStoreUrl, { kind: K }>;
type Open<K extends Kind> = (
  url: UrlOf<K>,
  location: StoreLocation,
  /** Path of a network and client in the store. */
  folder: string,
) => Store | Promise<Store>;

/** Implementation of each kind of URL. Does not compile without one for every kind of `storeKinds` in `@nodeyard/ethereum`. */
const opens: { [K in Kind]: Open<K> } = {
  file: ({ path }, { url }, folder) => new FileStore(url, join(path, folder)),
  s3: ({ bucket, prefix }, location, folder) =>
    S3Store.open(location, bucket, prefixOf(prefix, folder)),
  azblob: ({ container, prefix }, location, folder) =>
    AzureStore.open(location, container, prefixOf(prefix, folder)),
};

/** The store of a URL, narrowed to one folder. */
export function openKind<K extends Kind>(
  url: UrlOf<K> & { kind: K },
  location: StoreLocation,
  folder: string,
): Store | Promise<Store> {
  return opens[url.kind](url, location, folder);
}

function prefixOf(prefix: string, folder: string): string {
  return `${prefix ? `${prefix}/` : ''}${folder}/`;
}
