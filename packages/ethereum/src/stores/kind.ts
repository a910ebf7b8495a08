/** Reason and fix complete a sentence that begins with the name of the setting. @public */
export interface RequiredSetting {
  readonly setting: string;
  readonly reason: string;
  readonly fix: string;
}

/**
 * How pods get credentials of a store without keys that are kept in a Secret as variables.
 *
 * The chart mounts one file, and sets variables that name it; programs read both.
 * @public
 */
export interface StoreIdentity {
  /** Keys of the chart's `snapshotStore.identity` that have an effect, beside `type`. */
  readonly settings: readonly string[];
  /** Those of them that must be set. */
  readonly required: readonly RequiredSetting[];
  /** Key of the Secret `existingSecret` that is mounted as the file; absent where no Secret is used. */
  readonly secretKey?: string;
  /** Default audience of the ServiceAccount token that is mounted as the file; absent where none is. */
  readonly audience?: string;
  /** Variable with the path of the file. */
  readonly fileVariable?: string;
  /** Variables with the values of settings, by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether a webhook of the cluster adds to the pods of a ServiceAccount, and so to all of their containers. */
  readonly isInjected: boolean;
  /** Setting with the URL of a server at a public address that pods reach in addition to the store; without one, port 443. */
  readonly serverSetting?: string;
  /** Addresses that pods reach in addition to the store. */
  readonly addresses: readonly {
    readonly cidr: string;
    readonly port: number;
  }[];
}

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
  /**
   * Those of them that must be set; `existingSecret` only where no type of `identity` takes its place. Reason and fix complete a
   * sentence that begins with the name.
   */
  readonly required: readonly RequiredSetting[];
  /** Keys of the Secret `existingSecret`, which are also the environment variables that programs read. */
  readonly credentials: {
    readonly required: readonly string[];
    readonly optional: readonly string[];
  };
  /** Values of the chart's `snapshotStore.identity.type`; absent where none has an effect. */
  readonly identities?: Readonly<Record<string, StoreIdentity>>;
  /** Option of the programs with the endpoint; absent for a store without one. */
  readonly endpointOption?: string;
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
