/**
 * A kind of snapshot store. Form, request, chart, programs and backend derive the grammar of its URLs, its settings and its
 * network access from this row.
 *
 * Patterns have no anchors, and are written in the syntax that JavaScript and Go (RE2) share.
 * @public
 */
export interface StoreKind {
  /** Start of its URLs, e.g. `s3://`. */
  readonly scheme: string;
  /** Its URLs as messages and documentation write them, e.g. `s3://bucket/prefix`. */
  readonly forms: readonly string[];
  readonly pattern: string;
  /** The same two in pods, where fewer URLs may be allowed. */
  readonly podForms: readonly string[];
  readonly podPattern: string;
  /** A URL that is allowed everywhere. */
  readonly example: string;
  /** Whether pods have the store as a volume, mounted at the path of the URL. */
  readonly isMounted: boolean;
  /** Keys of the chart's `snapshotStore` that have an effect. */
  readonly settings: readonly string[];
  /** The one of them that must be set. Reason and fix complete a sentence that begins with its name. */
  readonly required: { setting: string; reason: string; fix: string };
  /** Keys of the Secret `existingSecret`, which are also the environment variables that programs read. */
  readonly credentials: {
    readonly required: readonly string[];
    readonly optional: readonly string[];
  };
  /** TCP ports of the server by the scheme of its endpoint; absent for a store without one. */
  readonly egressPorts?: { readonly http: number; readonly https: number };
  /**
   * Location of a URL, which may also be one that a program derived from a path and percent-encoded.
   *
   * @returns undefined if it locates nothing
   */
  parse(url: URL): { readonly kind: string } | undefined;
}

/** Names of folders below a bucket or a folder: no `.`, no `..`, nothing empty, nothing percent-encoded. */
const FOLDER = String.raw`/\.?[A-Za-z0-9_][A-Za-z0-9._-]*`;

/** The pattern of a URL that continues with any number of folders. */
export const withFolders = (start: string) => `${start}(${FOLDER})*/?`;

/** The pattern of exactly one folder. */
export const oneFolder = FOLDER;
