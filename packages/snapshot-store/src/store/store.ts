/** An object as a listing shows it. */
export interface StoredObject {
  key: string;
  size: number;
  /** Milliseconds since 1970, by the clock of the store. */
  modifiedAt: number;
}

/** Condition of a write: the object is absent, or unchanged since it was read. */
export type WriteCondition = { absent: true } | { etag: string };

export interface ReadOptions {
  /** Only these bytes; fewer are returned if the object is shorter. */
  range?: { offset: number; length: number };
  /** Buffer for the response, at least as long as the range; not to be used until the call ends. */
  into?: Buffer;
  signal?: AbortSignal;
}

export interface WriteOptions {
  condition?: WriteCondition;
  signal?: AbortSignal;
}

/**
 * The operations of a snapshot store: objects, ranges, listings, conditional writes.
 *
 * Every method throws SnapshotError `store-unavailable` if the store does not answer, refuses, or cannot be written. A missing
 * object is not an error. Writes are atomic, and durable when they return.
 */
export interface Store {
  readonly url: string;
  /**
   * @returns undefined if there is no such object
   * @throws SnapshotError `corrupt` if it is larger than the limit of its key, or not a regular object
   */
  read(
    key: string,
    options?: ReadOptions,
  ): Promise<{ bytes: Buffer; etag: string } | undefined>;
  /** @returns false if the condition does not hold */
  write(key: string, bytes: Buffer, options?: WriteOptions): Promise<boolean>;
  /** Objects below a prefix, which ends in `/`; in no particular order. */
  list(prefix: string, signal?: AbortSignal): AsyncIterable<StoredObject>;
  /** Remains of killed writes, under keys that `list` does not return. */
  listUnfinished(signal?: AbortSignal): AsyncIterable<StoredObject>;
  /** Succeeds if there is none. */
  remove(key: string, signal?: AbortSignal): Promise<void>;
  close(): void;
}

/** Location of a store: plain data, so that worker threads can open it. @public */
export interface StoreLocation {
  /** `file:///folder`, `s3://bucket/prefix` or `azblob://container/prefix`. */
  url: string;
  /** Base URL of an S3 server that is not AWS, or of the blob service of a storage account of Azure. */
  endpoint?: string;
  region?: string;
  /** S3 only: `http://host/bucket/key` rather than `http://bucket.host/key`. */
  pathStyle?: boolean;
  /** Timeout of one attempt of a request. */
  timeoutMs?: number;
  /** Attempts of one request before the store counts as unavailable. */
  attempts?: number;
}
