import type { AccessToken, TokenCredential } from '@azure/core-auth';
import { parseJson, readBody } from '@nodeyard/ethereum';
import { z } from 'zod';
import {
  describeToken,
  NoCredentials,
  readToken,
  type CredentialSource,
} from './credentialSource';

const DEFAULT_AUTHORITY = 'https://login.microsoftonline.com/';
const SCOPE = 'https://storage.azure.com/.default';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const MAX_RESPONSE_BYTES = 64 * 1024;

/** Key of the account, or a credential that exchanges tokens. */
export interface AzureSource extends CredentialSource {
  credential: { key: string } | TokenCredential | undefined;
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
});
const errorSchema = z.object({
  error: z.string(),
  error_description: z.string().optional(),
});

/** A refused exchange; named and shaped like the errors of the SDK. */
class ExchangeError extends Error {
  constructor(name: string, message: string, readonly statusCode: number) {
    super(message);
    this.name = name;
  }
}

/** The source that the environment configures: the key of the storage account, or a federated token. */
export function azureSource(env: NodeJS.ProcessEnv = process.env): AzureSource {
  const key = env.AZURE_STORAGE_KEY;
  if (key) {
    return {
      name: 'AZURE_STORAGE_KEY',
      fix: 'Replace the key of the environment.',
      secrets: () => [key],
      credential: { key },
    };
  }
  const file = env.AZURE_FEDERATED_TOKEN_FILE;
  const client = env.AZURE_CLIENT_ID;
  const tenant = env.AZURE_TENANT_ID;
  if (!file || !client || !tenant) {
    return {
      name: 'the environment',
      fix: 'Set AZURE_STORAGE_KEY, or AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE.',
      secrets: () => [],
      credential: undefined,
    };
  }
  const authority = env.AZURE_AUTHORITY_HOST ?? DEFAULT_AUTHORITY;
  let issued: string[] = [];
  const source: AzureSource = {
    name: `the identity ${client} of AZURE_CLIENT_ID, with the token ${file} of AZURE_FEDERATED_TOKEN_FILE`,
    get fix() {
      return `Add a federated credential to the identity for ${describeToken(
        file,
      )}.`;
    },
    secrets: () => [readToken(file), ...issued],
    credential: {
      async getToken(_, { abortSignal } = {}) {
        try {
          const token = await exchange(
            new URL(
              `${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
              authority,
            ),
            client,
            file,
            abortSignal instanceof AbortSignal ? abortSignal : undefined,
          );
          issued = [token.token];
          return token;
        } catch (error) {
          throw new NoCredentials(source, error);
        }
      },
    },
  };
  return source;
}

/**
 * Exchanges the token of a ServiceAccount for one of Azure Storage: the client credentials flow with a federated credential of the
 * Microsoft identity platform. The file is read at each exchange, because the kubelet replaces it.
 */
async function exchange(
  url: URL,
  client: string,
  file: string,
  signal: AbortSignal | undefined,
): Promise<AccessToken> {
  const assertion = readToken(file);
  if (assertion === '') {
    throw Object.assign(new Error(`${file} is missing or empty`), {
      code: 'ENOENT',
    });
  }
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal,
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client,
      scope: SCOPE,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion,
    }),
  });
  const text = await readBody(response, MAX_RESPONSE_BYTES);
  const json = text.ok ? parseJson(text.value) : undefined;
  const body = json?.ok ? json.value : undefined;
  const token = tokenSchema.safeParse(body);
  if (response.ok && token.success) {
    const { access_token, expires_in } = token.data;
    return {
      token: access_token,
      expiresOnTimestamp: Date.now() + expires_in * 1_000,
    };
  }
  const refusal = errorSchema.safeParse(body);
  throw refusal.success
    ? new ExchangeError(
        refusal.data.error,
        refusal.data.error_description ?? '',
        response.status,
      )
    : new ExchangeError(
        'UnexpectedResponse',
        `${url.origin} does not answer with a token`,
        response.ok ? 502 : response.status,
      );
}
