import type { StoreKind } from './kind';
import { azblob } from './kinds/azblob';
import { file } from './kinds/file';
import { s3 } from './kinds/s3';

/**
 * Every kind of snapshot store. A new kind is a file in `kinds`, a row here, and an implementation in `@nodeyard/snapshot-store`,
 * which does not compile without it; `generate` brings it to the chart and the form.
 * @public
 */
export const storeKinds = { s3, azblob, file } as const satisfies Record<
  string,
  StoreKind
>;

/** @public */
export type StoreKindName = keyof typeof storeKinds;

/**
 * The kind of a store.
 *
 * @param url - of any text; only its scheme is read
 * @public
 */
export function storeKindOf(url: string): StoreKind | undefined {
  return Object.values<StoreKind>(storeKinds).find(({ scheme }) =>
    url.startsWith(scheme),
  );
}

/** Location of a store; `kind` is the discriminator. @public */
export type ParsedStoreUrl = NonNullable<
  ReturnType<(typeof storeKinds)[StoreKindName]['parse']>
>;

/**
 * Parses the URL of a store, including one that a program derived from a path, e.g. by `pathToFileURL`. URLs from outside are
 * checked by `storeUrlFault` first.
 *
 * @returns undefined if it locates no store
 * @public
 */
export function parseStoreUrl(text: string): ParsedStoreUrl | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const kind = Object.values(storeKinds).find(
    ({ scheme }) => scheme === `${url.protocol}//`,
  );
  try {
    return kind?.parse(url);
  } catch {
    // decodeURIComponent refuses a malformed encoding.
    return undefined;
  }
}
