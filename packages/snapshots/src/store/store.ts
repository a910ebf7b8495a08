/** An object as a listing shows it. */
export interface StoredObject {
  key: string;
  size: number;
  /** Milliseconds since 1970, by the store's clock. */
  modifiedAt: number;
}

/** What a conditional write depends on: that the object is absent, or that it still is what was read. */
export type WriteCondition = { absent: true } | { etag: string };

export interface ReadOptions {
  /** Only these bytes; fewer come back when the object ends earlier. */
  range?: { offset: number; length: number };
  /** Memory that the answer may be put into, at least as long as the range; the caller must not use it meanwhile. */
  into?: Buffer;
  signal?: AbortSignal;
}

export interface WriteOptions {
  condition?: WriteCondition;
  signal?: AbortSignal;
}

/**
 * The little that a snapshot store must do: whole objects, ranges, listings, conditional writes.
 *
 * Every method throws Stopped `store-unavailable` when the store does not answer, refuses, or cannot be written. A
 * missing object is no error. A write is all or nothing, and durable when it returns.
 */
export interface Store {
  readonly url: string;
  /**
   * @returns undefined when there is no such object
   * @throws Stopped `corrupt` when it is larger than an object of its key may be, or no object at all
   */
  read(
    key: string,
    options?: ReadOptions,
  ): Promise<{ bytes: Buffer; etag: string } | undefined>;
  /** @returns false when the condition does not hold */
  write(key: string, bytes: Buffer, options?: WriteOptions): Promise<boolean>;
  /** Objects whose key begins with the prefix, which ends in `/`; in no particular order. */
  list(prefix: string, signal?: AbortSignal): AsyncIterable<StoredObject>;
  /** What writes left that were killed, under keys that `list` does not show. */
  unfinished(signal?: AbortSignal): AsyncIterable<StoredObject>;
  /** Removing what is absent is done already. */
  remove(key: string, signal?: AbortSignal): Promise<void>;
  close(): void;
}

/** How to reach a store: plain data, so that worker threads open their own. @public */
export interface StoreLocation {
  /** `file:///folder` or `s3://bucket/prefix`. */
  url: string;
  /** S3 only: base URL of a server that is not AWS. */
  endpoint?: string;
  region?: string;
  /** S3 only: `http://host/bucket/key` rather than `http://bucket.host/key`. */
  pathStyle?: boolean;
  /** For one attempt of one request. */
  timeoutMs?: number;
  /** Attempts of one request before the store counts as unavailable. */
  attempts?: number;
}
