import type * as azure from '@azure/storage-blob';
import { refused } from '../errors';
import { azureSource, type AzureSource } from './azureCredentials';
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

/** 5,000 names of 1,024 escaped characters. */
const MAX_PAGE_BYTES = 32 * 1024 * 1024;

type Sdk = typeof azure;

/** Fails on a response that is buffered and too long. Objects are streamed, and bounded by their reader. */
const boundedResponses: azure.RequestPolicyFactory = {
  create: next => ({
    sendRequest(request) {
      if (!request.streamResponseStatusCodes?.size) {
        request.onDownloadProgress = ({ loadedBytes }) => {
          if (loadedBytes > MAX_PAGE_BYTES) {
            throw new Error(
              `the response is longer than ${MAX_PAGE_BYTES} bytes`,
            );
          }
        };
      }
      return next.sendRequest(request);
    },
  }),
};

/**
 * A container of Azure Blob Storage. Makes one attempt per call; `retryingStore` adds retries.
 *
 * Credentials come from the sources of `azureSource`: the key of the account, or a federated token.
 */
export class AzureStore implements Store {
  private constructor(
    readonly url: string,
    private readonly prefix: string,
    private readonly source: AzureSource,
    /** A client without a token yet. */
    private readonly connect: () => azure.ContainerClient,
    private client = connect(),
  ) {}

  /** @throws SnapshotError `refused` without the endpoint, which names the account */
  static async open(
    location: StoreLocation,
    container: string,
    prefix: string,
  ): Promise<AzureStore> {
    const { endpoint } = location;
    if (endpoint === undefined) {
      throw refused(
        'store-url',
        `The store ${location.url} has no endpoint, which names the storage account. Set --azure-endpoint (or AZURE_STORAGE_ENDPOINT), for example https://ACCOUNT.blob.core.windows.net.`,
      );
    }
    // Loaded on demand, as the client of S3 is.
    const sdk = await import('@azure/storage-blob');
    const source = azureSource();
    const url = `${endpoint.replace(/\/+$/, '')}/${container}`;
    const connect = () => {
      const credential = credentialOf(sdk, source, endpoint);
      const pipeline = sdk.newPipeline(credential, {
        retryOptions: { maxTries: 1 },
      });
      pipeline.factories.push(boundedResponses);
      return new sdk.ContainerClient(url, pipeline);
    };
    return new AzureStore(location.url, prefix, source, connect);
  }

  read(key: string, options: ReadOptions = {}) {
    const { range, signal } = options;
    const request = async () => {
      const answer = await this.send(client =>
        client
          .getBlobClient(this.prefix + key)
          .download(range?.offset, range?.length, {
            abortSignal: signal,
            maxRetryRequests: 0,
          }),
      );
      const { readableStreamBody: body, contentLength: length, etag } = answer;
      return { body, length, etag };
    };
    const failure = this.failure.bind(this);
    const isMissingStore = isMissingContainer;
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
      await this.send(client =>
        client
          .getBlockBlobClient(this.prefix + key)
          .upload(bytes, bytes.length, {
            abortSignal: signal,
            conditions: {
              ifNoneMatch: condition && 'absent' in condition ? '*' : undefined,
              ifMatch:
                condition && 'etag' in condition ? condition.etag : undefined,
            },
          }),
      );
      return true;
    } catch (error) {
      const status = statusOf(error);
      // 409: BlobAlreadyExists.
      if (condition && (status === 412 || status === 409)) return false;
      throw this.failure('write', key, error);
    }
  }

  async *list(
    prefix: string,
    signal?: AbortSignal,
  ): AsyncIterable<StoredObject> {
    let continuationToken: string | undefined;
    do {
      const page = await this.page(prefix, continuationToken, signal);
      for (const { name, properties } of page.segment.blobItems) {
        if (name.startsWith(this.prefix)) {
          yield {
            key: name.slice(this.prefix.length),
            size: properties.contentLength ?? 0,
            modifiedAt: properties.lastModified.getTime(),
          };
        }
      }
      const next = page.continuationToken || undefined;
      if (next !== undefined && next === continuationToken) {
        throw this.failure('list', prefix, new Error('a page is its own next'));
      }
      continuationToken = next;
    } while (continuationToken !== undefined);
  }

  /** None: objects are put in one request, which is atomic. */
  async *listUnfinished(): AsyncIterable<StoredObject> {}

  async remove(key: string, signal?: AbortSignal) {
    try {
      await this.send(client =>
        client.getBlobClient(this.prefix + key).delete({ abortSignal: signal }),
      );
    } catch (error) {
      if (statusOf(error) !== 404 || isMissingContainer(error)) {
        throw this.failure('remove', key, error);
      }
    }
  }

  /** Connections are those of the SDK's shared agent. */
  close() {}

  private async page(
    prefix: string,
    continuationToken: string | undefined,
    abortSignal?: AbortSignal,
  ) {
    try {
      return await this.send(async client => {
        const pages = client
          .listBlobsFlat({ prefix: this.prefix + prefix, abortSignal })
          .byPage({ continuationToken, maxPageSize: 1_000 });
        for await (const page of pages) return page;
        throw new Error('the response is not a listing');
      });
    } catch (error) {
      throw this.failure('list', prefix, error);
    }
  }

  /** Send a request, and once more with another token if the service no longer accepts the first. */
  private async send<T>(
    request: (client: azure.ContainerClient) => Promise<T>,
  ): Promise<T> {
    const used = this.client;
    try {
      return await request(used);
    } catch (error) {
      const { credential } = this.source;
      const hasKey = credential !== undefined && 'key' in credential;
      if (hasKey || !isRefusedToken(error)) throw error;
      // Clients keep their token until shortly before it expires.
      if (this.client === used) this.client = this.connect();
      return request(this.client);
    }
  }

  private failure(verb: string, key: string, error: unknown) {
    return storeFailure(`${verb} ${key} in ${this.url}`, error, {
      source: this.source,
      secrets: this.source.secrets(),
      status: statusOf(error instanceof NoCredentials ? error.error : error),
      fix: `Check container, endpoint and permissions, such as the role Storage Blob Data Contributor (${this.source.name}).`,
    });
  }
}

function credentialOf(sdk: Sdk, source: AzureSource, endpoint: string) {
  const { credential } = source;
  if (credential === undefined) {
    throw storeFailure(
      `open ${endpoint}`,
      new NoCredentials(
        source,
        Object.assign(new Error('no credentials are configured'), {
          code: 'ENOENT',
        }),
      ),
      { source, secrets: [], fix: source.fix },
    );
  }
  return 'key' in credential
    ? new sdk.StorageSharedKeyCredential(accountOf(endpoint), credential.key)
    : credential;
}

/** The account: the first label of a host name, or the first folder of a URL with an address, as of the emulator. */
function accountOf(endpoint: string): string {
  const { hostname, pathname } = new URL(endpoint);
  const [label = ''] = hostname.split('.');
  const [, folder = ''] = pathname.split('/');
  return folder === '' ? label : folder;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  return 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}

/** 401, or a 403 that is not about permissions, as the emulator answers. */
function isRefusedToken(error: unknown): boolean {
  return statusOf(error) === 401 || codeOf(error) === 'AuthenticationFailed';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error
    ? error.code
    : undefined;
}

function isMissingContainer(error: unknown): boolean {
  return codeOf(error) === 'ContainerNotFound';
}
