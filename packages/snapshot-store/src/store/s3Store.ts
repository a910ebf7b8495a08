import type * as s3 from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { ClientCredentials } from './awsCredentials';
import { awsSource } from './awsSources';
import { NoCredentials } from './credentialSource';
import { readObject } from './readObject';
import { storeFailure } from './storeFailure';
import type {
  ReadOptions,
  Store,
  StoredObject,
  StoreLocation,
  WriteOptions,
} from './store';

/** A thousand keys of 1,024 escaped bytes. */
const MAX_PAGE_BYTES = 8 * 1024 * 1024;

type Sdk = typeof s3;

/**
 * A bucket of any S3-compatible server. Makes one attempt per call; `retryingStore` adds retries.
 *
 * Credentials come from the sources of `awsSource`: environment, credentials file, web identity, agent of a container.
 */
export class S3Store implements Store {
  private constructor(
    readonly url: string,
    private readonly sdk: Sdk,
    private readonly client: s3.S3Client,
    private readonly credentials: ClientCredentials,
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
    const source = await awsSource();
    const client = new sdk.S3Client({
      credentials: source.provide,
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
    const credentials = new ClientCredentials(client, source);
    return new S3Store(location.url, sdk, client, credentials, bucket, prefix);
  }

  read(key: string, options: ReadOptions = {}) {
    const { range, signal } = options;
    const request = async () => {
      const command = new this.sdk.GetObjectCommand({
        ...this.object(key),
        Range:
          range && `bytes=${range.offset}-${range.offset + range.length - 1}`,
      });
      const answer = await this.credentials.send(() =>
        this.client.send(command, { abortSignal: signal }),
      );
      const { Body: body, ContentLength: length, ETag: etag } = answer;
      return { body, length, etag };
    };
    const failure = this.failure.bind(this);
    const isMissingStore = isMissingBucket;
    return readObject(
      { url: this.url, request, statusOf, isMissingStore, failure },
      key,
      options,
    );
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
      await this.credentials.send(() =>
        this.client.send(command, { abortSignal: signal }),
      );
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
      throw this.failure('write', key, error);
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
        throw this.failure(
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
      const command = new this.sdk.DeleteObjectCommand(this.object(key));
      await this.credentials.send(() =>
        this.client.send(command, { abortSignal: signal }),
      );
    } catch (error) {
      if (statusOf(error) !== 404 || isMissingBucket(error)) {
        throw this.failure('remove', key, error);
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
      const page = await this.credentials.send(() =>
        this.client.send(command, { abortSignal }),
      );
      // A proxy's page would be mistaken for an empty bucket.
      if (page.Name === undefined && page.IsTruncated === undefined) {
        throw new Error('the response is not a listing');
      }
      return page;
    } catch (error) {
      throw this.failure('list', prefix, error);
    }
  }

  private object(key: string) {
    return { Bucket: this.bucket, Key: this.prefix + key };
  }

  private failure(verb: string, key: string, error: unknown) {
    const { source } = this.credentials;
    return storeFailure(`${verb} ${key} in ${this.url}`, error, {
      source,
      secrets: this.credentials.secrets(),
      status: statusOf(error instanceof NoCredentials ? error.error : error),
      fix: `Check bucket, endpoint, region and credentials (${source.name}).`,
    });
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

function isMissingBucket(error: unknown): boolean {
  return error instanceof Error && error.name === 'NoSuchBucket';
}
