import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { Session } from './sessionServer';

/** A server of credentials on loopback. */
export interface CredentialServer {
  url: string;
  /** Tokens of the requests, in their order. */
  tokens: string[];
  stop(): void;
}

const MAX_BODY_BYTES = 32_768;

/**
 * A fake of `AssumeRoleWithWebIdentity`, by its documented request and response (AWS STS API reference, version 2011-06-15).
 *
 * @param issue - credentials for a token; undefined refuses it as AWS refuses a token that the role does not trust
 */
export function startFakeSts(
  issue: (token: string) => Promise<Session | undefined>,
): Promise<CredentialServer> {
  return startServer(async (request, response, tokens) => {
    let body = '';
    for await (const part of request) {
      body += part;
      if (body.length > MAX_BODY_BYTES) {
        throw new Error('the request is too long');
      }
    }
    const form = new URLSearchParams(body);
    const token = form.get('WebIdentityToken') ?? '';
    tokens.push(token);
    const session =
      form.get('Action') === 'AssumeRoleWithWebIdentity' && form.get('RoleArn')
        ? await issue(token)
        : undefined;
    response.setHeader('content-type', 'text/xml');
    if (!session) {
      response.writeHead(403).end(
        xml('ErrorResponse', {
          Error: {
            Type: 'Sender',
            Code: 'AccessDenied',
            Message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
          },
        }),
      );
      return;
    }
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = session;
    response.end(
      xml('AssumeRoleWithWebIdentityResponse', {
        AssumeRoleWithWebIdentityResult: {
          Credentials: {
            AccessKeyId: accessKeyId,
            SecretAccessKey: secretAccessKey,
            SessionToken: sessionToken,
            Expiration: expiration.toISOString(),
          },
          AssumedRoleUser: {
            Arn: 'arn:aws:sts::000000000000:assumed-role/snapshots/test',
            AssumedRoleId: 'AROASNAPSHOTSOFTESTS:test',
          },
        },
      }),
    );
  });
}

/**
 * A fake of the agent of EKS Pod Identity, by the documented protocol of container credentials: a GET with the token of the
 * ServiceAccount, and JSON.
 *
 * @param issue - credentials for a token; undefined: no role is associated
 */
export function startFakeAgent(
  issue: (token: string) => Promise<Session | undefined>,
): Promise<CredentialServer> {
  return startServer(async (request, response, tokens) => {
    const token = request.headers.authorization ?? '';
    tokens.push(token);
    const session = await issue(token);
    response.setHeader('content-type', 'application/json');
    if (!session) {
      response.writeHead(403).end(
        JSON.stringify({
          Code: 'AccessDenied',
          Message: 'no role is associated',
        }),
      );
      return;
    }
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = session;
    response.end(
      JSON.stringify({
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        Token: sessionToken,
        Expiration: expiration.toISOString(),
        AccountId: '000000000000',
      }),
    );
  });
}

type Handler = (
  request: Parameters<RequestListener>[0],
  response: Parameters<RequestListener>[1],
  tokens: string[],
) => Promise<void>;

async function startServer(handle: Handler): Promise<CredentialServer> {
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    handle(request, response, tokens).catch(() => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    tokens,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Elements {
  [name: string]: string | Elements;
}

function xml(root: string, elements: Elements): string {
  const write = (inner: Elements): string =>
    Object.entries(inner)
      .map(
        ([name, value]) =>
          `<${name}>${
            typeof value === 'string' ? value : write(value)
          }</${name}>`,
      )
      .join('');
  return `<${root} xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${write(
    elements,
  )}</${root}>`;
}
