import type * as s3 from '@aws-sdk/client-s3';
import type { AwsCredentials, AwsSource } from './awsSources';
import { NoCredentials } from './credentialSource';

/**
 * Codes of servers that no longer accept a session: of AWS, of STS, of MinIO (`InvalidTokenId`), and of servers that have
 * removed the key of an ended session.
 */
const SESSION_ENDED = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'InvalidToken',
  'InvalidTokenId',
  'InvalidAccessKeyId',
]);

/** A server that refuses a long body before it has read it may close the connection, so that its response is lost. */
const RESET_CODES = new Set(['ECONNRESET', 'EPIPE']);

/**
 * The credentials of a client. The SDK gets them again some minutes before they expire; credentials that a server refuses are
 * replaced once per request.
 */
export class ClientCredentials {
  private last: AwsCredentials | undefined;

  constructor(
    private readonly client: s3.S3Client,
    readonly source: AwsSource,
  ) {}

  /** Send a request, and once more with other credentials if the session of the first has ended, or may have. */
  async send<T>(request: () => Promise<T>): Promise<T> {
    const used = await this.get();
    try {
      return await request();
    } catch (error) {
      if (!mayHaveEnded(used, error)) throw error;
      const others = await this.get({ forceRefresh: true });
      if (isSame(used, others)) throw error;
      return request();
    }
  }

  /** What a server or proxy may quote from a request. */
  secrets(): string[] {
    const {
      accessKeyId = '',
      secretAccessKey = '',
      sessionToken = '',
    } = this.last ?? {};
    return [
      accessKeyId,
      secretAccessKey,
      sessionToken,
      ...this.source.secrets(),
    ];
  }

  private async get(options?: object): Promise<AwsCredentials> {
    try {
      this.last = await this.client.config.credentials(options);
      return this.last;
    } catch (error) {
      throw new NoCredentials(this.source, error);
    }
  }
}

function mayHaveEnded(used: AwsCredentials, error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isReset =
    'code' in error &&
    typeof error.code === 'string' &&
    RESET_CODES.has(error.code);
  return (
    SESSION_ENDED.has(error.name) ||
    (isReset && used.sessionToken !== undefined)
  );
}

function isSame(one: AwsCredentials, other: AwsCredentials): boolean {
  return (
    one.accessKeyId === other.accessKeyId &&
    one.sessionToken === other.sessionToken
  );
}
