import type * as s3 from '@aws-sdk/client-s3';
import { createMasker } from '@nodeyard/ethereum';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { maxObjectBytes } from '../format/keys';
import { corrupt, unavailable } from '../errors';
import type {
  ReadOptions,
  Store,
  StoredObject,
  StoreLocation,
  WriteOptions,
} from './store';

/** Characters of a server's error in a message. */
const MAX_QUOTED_LENGTH = 500;
/** A thousand keys of 1,024 escaped bytes. */
const MAX_PAGE_BYTES = 8 * 1024 * 1024;

type Sdk = typeof s3;

/** The response exceeds the size of the object's kind, or of the requested range. */
class TooLarge extends Error {}

/**
 * A bucket of any S3-compatible server. Makes one attempt per call; `retryingStore` adds retries.
 *
 * Credentials come from the default chain of the AWS SDK: environment, shared files, web identity.
 */
export class S3Store implements Store {
  private constructor(
    readonly url: string,
    private readonly sdk: Sdk,
    private readonly client: s3.S3Client,
    private readonly bucket: string,
    private readonly prefix: string,
  ) {}

  static async open(
    location: StoreLocation,
    bucket: string,
    prefix: string,
  ): Promise<S3Store> {
    // Loaded on demand: that takes longer than a small restore from a folder.
    const sdk = await import('@aws-sdk/client-s3');
    const client = new sdk.S3Client({
      endpoint: location.endpoint,
      region:
        location.region ??
        process.env.AWS_REGION ??
        process.env.AWS_DEFAULT_REGION ??
        'us-east-1',
      forcePathStyle: location.pathStyle,
      maxAttempts: 1,
      // Chunks have digests of their own, and older S3-compatible servers refuse the newer checksums.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    client.middlewareStack.add(
      (next, { commandName }) =>
        async args => {
          const result = await next(args);
          const { response } = result;
          // Objects are streamed; all other responses, including errors, are buffered.
          if (hasBody(response) && !isObject(commandName, response)) {
            response.body = limitBody(response.body, MAX_PAGE_BYTES);
          }
          return result;
        },
      // Low priority: before the response is parsed.
      { step: 'deserialize', priority: 'low', name: 'boundedPages' },
    );
    return new S3Store(location.url, sdk, client, bucket, prefix);
  }

  async read(key: string, { range, into, signal }: ReadOptions = {}) {
    if (range?.length === 0) return { bytes: Buffer.alloc(0), etag: '' };
    const Range =
      range && `bytes=${range.offset}-${range.offset + range.length - 1}`;
    try {
      const command = new this.sdk.GetObjectCommand({
        ...this.object(key),
        Range,
      });
      const answer = await this.client.send(command, { abortSignal: signal });
      return {
        bytes: await readBody(
          answer,
          range?.length ?? maxObjectBytes(key),
          into,
          signal,
        ),
        etag: answer.ETag ?? '',
      };
    } catch (error) {
      if (error instanceof TooLarge && !range) {
        throw corrupt(
          'object-odd',
          `${key} in ${this.url} ${error.message}: it was not written by these tools. Remove it, and find out what writes to the bucket.`,
        );
      }
      const status = statusOf(error);
      if (status === 404 && !isMissingBucket(error)) return undefined;
      if (status === 416) return { bytes: Buffer.alloc(0), etag: '' };
      throw await this.failure('read', key, error);
    }
  }

  async write(
    key: string,
    bytes: Buffer,
    { condition, signal }: WriteOptions = {},
  ) {
    try {
      const command = new this.sdk.PutObjectCommand({
        ...this.object(key),
        Body: bytes,
        ContentLength: bytes.length,
        IfNoneMatch: condition && 'absent' in condition ? '*' : undefined,
        IfMatch: condition && 'etag' in condition ? condition.etag : undefined,
      });
      await this.client.send(command, { abortSignal: signal });
      return true;
    } catch (error) {
      const status = statusOf(error);
      // 404: If-Match on an object that is gone. 409: another conditional write is under way.
      if (
        condition &&
        (status === 412 ||
          status === 409 ||
          (status === 404 && !isMissingBucket(error)))
      ) {
        return false;
      }
      throw await this.failure('write', key, error);
    }
  }

  async *list(
    prefix: string,
    signal?: AbortSignal,
  ): AsyncIterable<StoredObject> {
    let ContinuationToken: string | undefined;
    do {
      const page = await this.page(prefix, ContinuationToken, signal);
      for (const { Key, Size, LastModified } of page.Contents ?? []) {
        if (Key?.startsWith(this.prefix)) {
          yield {
            key: Key.slice(this.prefix.length),
            size: Size ?? 0,
            modifiedAt: LastModified?.getTime() ?? 0,
          };
        }
      }
      const next = page.IsTruncated ? page.NextContinuationToken : undefined;
      if (next !== undefined && page.KeyCount === 0) {
        throw await this.failure(
          'list',
          prefix,
          new Error('a page is empty, and not the last'),
        );
      }
      ContinuationToken = next;
    } while (ContinuationToken);
  }

  /** None: objects are put in one request, which is atomic. */
  async *listUnfinished(): AsyncIterable<StoredObject> {}

  async remove(key: string, signal?: AbortSignal) {
    try {
      await this.client.send(
        new this.sdk.DeleteObjectCommand(this.object(key)),
        { abortSignal: signal },
      );
    } catch (error) {
      if (statusOf(error) !== 404 || isMissingBucket(error)) {
        throw await this.failure('remove', key, error);
      }
    }
  }

  close() {
    this.client.destroy();
  }

  private async page(
    prefix: string,
    ContinuationToken: string | undefined,
    abortSignal?: AbortSignal,
  ) {
    try {
      const command = new this.sdk.ListObjectsV2Command({
        Bucket: this.bucket,
        Prefix: this.prefix + prefix,
        ContinuationToken,
      });
      const page = await this.client.send(command, { abortSignal });
      // A proxy's page would be mistaken for an empty bucket.
      if (page.Name === undefined && page.IsTruncated === undefined) {
        throw new Error('the response is not a listing');
      }
      return page;
    } catch (error) {
      throw await this.failure('list', prefix, error);
    }
  }

  /** Credentials that a server or proxy may quote from a request. */
  private async secrets(): Promise<string[]> {
    try {
      const { accessKeyId, secretAccessKey, sessionToken } =
        await this.client.config.credentials();
      return [accessKeyId, secretAccessKey, sessionToken ?? ''];
    } catch {
      // Without credentials no request was sent.
      return [];
    }
  }

  private object(key: string) {
    return { Bucket: this.bucket, Key: this.prefix + key };
  }

  private async failure(verb: string, key: string, error: unknown) {
    const status = statusOf(error);
    const mask = createMasker(await this.secrets());
    const reason = mask(
      error instanceof Error
        ? `${error.name}: ${error.message}`
        : String(error),
    ).slice(0, MAX_QUOTED_LENGTH);
    // 4xx is permanent, except 408 and 429.
    const final =
      hasNoCredentials(error) ||
      (status !== undefined &&
        status >= 400 &&
        status < 500 &&
        status !== 408 &&
        status !== 429);
    const way = final
      ? 'Check bucket, endpoint, region and credentials.'
      : 'Run the command again when it answers.';
    return unavailable(
      final ? 'store-refuses' : 'store-unavailable',
      `Cannot ${verb} ${key} in ${this.url}: ${reason}${
        status ? ` (HTTP ${status})` : ''
      }. ${way}`,
    );
  }
}

/**
 * The body, or an error as soon as the signal is aborted: the SDK ignores the signal once it has the headers.
 *
 * Nothing is written into `into` after the promise is settled.
 */
async function readBody(
  { Body: body, ContentLength: length }: s3.GetObjectCommandOutput,
  most: number,
  into: Buffer | undefined,
  signal?: AbortSignal,
): Promise<Buffer> {
  if (!(body instanceof Readable) || length === undefined) {
    throw new Error('the response has no body or no content length');
  }
  if (length > most) {
    body.destroy();
    throw new TooLarge(`has ${length} bytes, where at most ${most} belong`);
  }
  const bytes =
    into && into.length >= length ? into : Buffer.allocUnsafeSlow(length);
  let filled = 0;
  body.on('data', (part: Buffer) => {
    filled += part.copy(bytes, filled);
  });
  const stop = () => body.destroy(new Error('the response timed out'));
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    await finished(body);
    if (filled !== length) throw new Error('the connection was closed early');
    return bytes.subarray(0, length);
  } finally {
    signal?.removeEventListener('abort', stop);
    body.destroy();
  }
}

function hasBody(response: unknown): response is { body: Readable } {
  return (
    typeof response === 'object' &&
    response !== null &&
    'body' in response &&
    response.body instanceof Readable
  );
}

function isObject(command: string | undefined, response: object): boolean {
  return (
    command === 'GetObjectCommand' &&
    'statusCode' in response &&
    Number(response.statusCode) < 300
  );
}

function limitBody(body: Readable, most: number): Readable {
  return Readable.from(
    (async function* parts() {
      let bytes = 0;
      for await (const part of body) {
        bytes += part.length;
        if (bytes > most) {
          throw new Error(`the response is longer than ${most} bytes`);
        }
        yield part;
      }
    })(),
  );
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) {
    return undefined;
  }
  const { $metadata } = error;
  if (
    typeof $metadata !== 'object' ||
    $metadata === null ||
    !('httpStatusCode' in $metadata)
  ) {
    return undefined;
  }
  return typeof $metadata.httpStatusCode === 'number'
    ? $metadata.httpStatusCode
    : undefined;
}

function hasNoCredentials(error: unknown): boolean {
  return error instanceof Error && error.name === 'CredentialsProviderError';
}

function isMissingBucket(error: unknown): boolean {
  return error instanceof Error && error.name === 'NoSuchBucket';
}
