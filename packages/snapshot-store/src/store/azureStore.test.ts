import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { azureSource } from './azureCredentials';
import { openStore } from './openStore';
import type { Store } from './store';

/** Error responses have the shape of those of Azurite 3.36.0, with which `make test-azure` runs the whole store. */
const failure = (code: string, message: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Error><Code>${code}</Code><Message>${message}\nRequestId:f1\nTime:2026-11-30T20:55:35.000Z</Message></Error>`;

const token = [
  { alg: 'RS256' },
  {
    iss: 'https://oidc.example.com/id/7F3Q9',
    sub: 'system:serviceaccount:ethereum:geth-0',
    aud: ['api://AzureADTokenExchange'],
  },
]
  .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat('canary-signature-7f3q9')
  .join('.');

describe('a container of Azure Blob Storage', () => {
  const before = { ...process.env };
  const canary = Buffer.from('canary-key-7f3q9').toString('base64');
  let work: string;
  let server: Server;
  let answer: RequestListener;
  let origin: string;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-azure-'));
    server = createServer((request, response) => answer(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    origin = `http://127.0.0.1:${
      typeof address === 'object' ? address?.port : 0
    }`;
  });
  beforeEach(async () => {
    for (const key of Object.keys(process.env)) {
      if (key.startsWith('AZURE_')) delete process.env[key];
    }
    await writeFile(join(work, 'token'), token);
  });
  afterAll(async () => {
    process.env = before;
    server.closeAllConnections();
    server.close();
    await rm(work, { recursive: true, force: true });
  });

  const open = (endpoint: string | undefined = `${origin}/account`) =>
    openStore(
      { url: 'azblob://snapshots/eth', endpoint, attempts: 1 },
      'devnet',
      'geth',
    );
  const withKey = (): Promise<Store> => {
    process.env.AZURE_STORAGE_KEY = canary;
    return open();
  };
  const refusalOf = (request: Promise<unknown>) =>
    request.then(
      () => new Error('it succeeded'),
      (error: Error) => error,
    );
  const answerWith =
    (status: number, body: string, type = 'application/xml'): RequestListener =>
    (request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': type }).end(body);
    };

  it('is not opened without the endpoint, which names the account', async () => {
    process.env.AZURE_STORAGE_KEY = canary;
    const error = await refusalOf(
      openStore({ url: 'azblob://snapshots/eth' }, 'devnet', 'geth'),
    );
    expect(error.message).toContain('Set --azure-endpoint');
  });

  it('is not opened without credentials, with a list of their sources', async () => {
    const error = await refusalOf(open());
    expect(error).toMatchObject({ code: 'store-refuses' });
    expect(error.message).toContain(
      'Set AZURE_STORAGE_KEY, or AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE.',
    );
  });

  it('that is missing is distinguished from a missing object', async () => {
    const store = await withKey();
    answer = answerWith(
      404,
      failure('BlobNotFound', 'The specified blob does not exist.'),
    );
    expect(await store.read('latest.json')).toBeUndefined();
    answer = answerWith(
      404,
      failure('ContainerNotFound', 'The specified container does not exist.'),
    );
    expect(await refusalOf(store.read('latest.json'))).toMatchObject({
      code: 'store-refuses',
      message: expect.stringContaining(
        'The specified container does not exist (HTTP 404). Check container',
      ),
    });
  });

  it('refuses in one line, without the key that the server quotes', async () => {
    const store = await withKey();
    answer = answerWith(
      403,
      failure('AuthenticationFailed', `The key ${canary} is wrong.`),
    );
    const { message } = await refusalOf(store.read('latest.json'));
    expect(message).toContain('The key *** is wrong (HTTP 403). Check');
    expect(message).not.toContain('\n');
  });

  it('with an endless listing is an error', async () => {
    const store = await withKey();
    let sent = 0;
    const part = Buffer.alloc(1024 * 1024, ' ');
    answer = (request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/xml' });
      const more = () => {
        sent++;
        if (!response.destroyed) response.write(part, more);
      };
      more();
    };
    const listed = async () => {
      for await (const object of store.list('packs/')) return object;
      return undefined;
    };
    expect((await refusalOf(listed())).message).toContain('Cannot list packs/');
    expect(sent).toBeLessThan(200);
  });

  describe('with a federated token', () => {
    const exchange = async (file = join(work, 'token')) => {
      const { credential } = azureSource({
        AZURE_CLIENT_ID: 'client-1',
        AZURE_TENANT_ID: 'tenant/1',
        AZURE_FEDERATED_TOKEN_FILE: file,
        AZURE_AUTHORITY_HOST: origin,
      });
      if (!credential || 'key' in credential) throw new Error('no exchange');
      return credential.getToken([]);
    };

    it('exchanges the current token for one of Azure Storage', async () => {
      const bodies: [string | undefined, string][] = [];
      answer = async (request, response) => {
        let body = '';
        for await (const part of request) body += part;
        bodies.push([request.url, body]);
        response.end(
          JSON.stringify({
            token_type: 'Bearer',
            expires_in: 3599,
            access_token: `issued-${bodies.length}`,
          }),
        );
      };
      expect(await exchange()).toMatchObject({ token: 'issued-1' });
      await writeFile(join(work, 'token'), 'rotated');
      expect(await exchange()).toMatchObject({ token: 'issued-2' });
      expect(bodies.map(([url]) => url)).toEqual([
        '/tenant%2F1/oauth2/v2.0/token',
        '/tenant%2F1/oauth2/v2.0/token',
      ]);
      const forms = bodies.map(([, body]) => new URLSearchParams(body));
      expect(Object.fromEntries(forms[0] ?? [])).toEqual({
        grant_type: 'client_credentials',
        client_id: 'client-1',
        scope: 'https://storage.azure.com/.default',
        client_assertion_type:
          'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: token,
      });
      expect(forms[1]?.get('client_assertion')).toBe('rotated');
    });

    /** Through a store, whose endpoint must be HTTPS for tokens; the exchange comes before the first request. */
    const refusal = async () => {
      Object.assign(process.env, {
        AZURE_CLIENT_ID: 'client-1',
        AZURE_TENANT_ID: 'tenant-1',
        AZURE_FEDERATED_TOKEN_FILE: join(work, 'token'),
        AZURE_AUTHORITY_HOST: origin,
      });
      const store = await open('https://127.0.0.1:9/account');
      return refusalOf(store.read('latest.json'));
    };

    it('is refused with identity, file and subject', async () => {
      answer = answerWith(
        401,
        JSON.stringify({
          error: 'invalid_client',
          error_description: `AADSTS700213: No matching federated identity record found for presented assertion '${token}'. Trace ID: 1`,
        }),
        'application/json',
      );
      const error = await refusal();
      expect(error).toMatchObject({ code: 'store-refuses' });
      expect(error.message).toBe(
        `Cannot get credentials from the identity client-1 of AZURE_CLIENT_ID, with the token ${work}/token of AZURE_FEDERATED_TOKEN_FILE to read latest.json in azblob://snapshots/eth: invalid_client: AADSTS700213: No matching federated identity record found for presented assertion '***'. Trace ID: 1 (HTTP 401). Add a federated credential to the identity for the token in ${work}/token (subject system:serviceaccount:ethereum:geth-0, audience api://AzureADTokenExchange, issuer https://oidc.example.com/id/7F3Q9).`,
      );
    });

    it('is refused without the token', async () => {
      await rm(join(work, 'token'));
      const error = await refusal();
      expect(error).toMatchObject({ code: 'store-refuses' });
      expect(error.message).toContain('token is missing or empty');
    });

    it('is requested again later after another error of the server', async () => {
      answer = answerWith(200, '<html>', 'text/html');
      expect(await refusal()).toMatchObject({ code: 'store-unavailable' });
    });
  });
});
