import type * as s3 from '@aws-sdk/client-s3';
import { redactUrl } from '@nodeyard/ethereum';
import {
  describeToken,
  readToken,
  type CredentialSource,
} from './credentialSource';

/** Credentials for signatures, as the SDK has them. */
export type AwsCredentials = Awaited<
  ReturnType<s3.S3Client['config']['credentials']>
>;

/** @param options - of the SDK, with the region of the client */
export type AwsCredentialProvider = (
  options?: object,
) => Promise<AwsCredentials>;

/** A source of credentials of AWS. */
export interface AwsSource extends CredentialSource {
  /** Undefined for the SDK's default chain, in which nothing else is configured. */
  provide?: AwsCredentialProvider;
}

/** Time before the expiration at which the SDK refreshes. */
const SDK_REFRESH_MS = 300_000;
/** Interval at which a file without an expiration is read again. */
const REREAD_MS = 60_000;

/**
 * The source that the environment configures, in the order of the AWS SDK: static keys, a credentials file, a web identity,
 * the agent of a container, and the SDK's default chain. The providers are those of the SDK.
 */
export async function awsSource(
  env: NodeJS.ProcessEnv = process.env,
): Promise<AwsSource> {
  if (env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY && !env.AWS_PROFILE) {
    return {
      name: `AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY${
        env.AWS_SESSION_TOKEN ? ', with AWS_SESSION_TOKEN' : ''
      }`,
      fix: 'Replace the keys of the environment.',
      secrets: () => [],
    };
  }
  const sdk = await import('@aws-sdk/credential-providers');
  const file = env.AWS_SHARED_CREDENTIALS_FILE;
  if (file) {
    const read = sdk.fromIni({ ignoreCache: true });
    return {
      name: `the file ${file} of AWS_SHARED_CREDENTIALS_FILE`,
      provide: async options => withExpiration(await read(options)),
      fix: `Write aws_access_key_id, aws_secret_access_key and, for temporary credentials, aws_session_token below [${
        env.AWS_PROFILE ?? 'default'
      }] in that file.`,
      secrets: () => [],
    };
  }
  const tokenFile = env.AWS_WEB_IDENTITY_TOKEN_FILE;
  const role = env.AWS_ROLE_ARN;
  if (tokenFile && role && !env.AWS_PROFILE) {
    return {
      name: `the role ${role} of AWS_ROLE_ARN, with the token ${tokenFile} of AWS_WEB_IDENTITY_TOKEN_FILE`,
      provide: sdk.fromTokenFile(),
      get fix() {
        return `Let the trust policy of the role allow sts:AssumeRoleWithWebIdentity to ${describeToken(
          tokenFile,
        )}.`;
      },
      secrets: () => [readToken(tokenFile)],
    };
  }
  const agent =
    env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ??
    env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (agent && !env.AWS_PROFILE) {
    const agentToken = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
    return {
      name: `the agent ${redactUrl(
        agent,
      )} of AWS_CONTAINER_CREDENTIALS_FULL_URI`,
      provide: sdk.fromHttp({ maxRetries: 1 }),
      get fix() {
        return `Associate a role with ${
          agentToken ? describeToken(agentToken) : 'the ServiceAccount'
        }, and allow egress to the agent.`;
      },
      secrets: () => [
        agentToken ? readToken(agentToken) : '',
        env.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? '',
      ],
    };
  }
  return {
    name: 'the default credential chain of AWS',
    fix: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_SHARED_CREDENTIALS_FILE, AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE, or AWS_CONTAINER_CREDENTIALS_FULL_URI.',
    secrets: () => [],
  };
}

/** With an expiration the SDK reads a file again, which may have been replaced. */
function withExpiration(credentials: AwsCredentials): AwsCredentials {
  const reread = Date.now() + SDK_REFRESH_MS + REREAD_MS;
  return {
    ...credentials,
    expiration: credentials.expiration ?? new Date(reread),
  };
}
