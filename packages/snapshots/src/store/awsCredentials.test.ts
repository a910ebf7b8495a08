import {
  mkdir,
  mkdtemp,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../builder/build';
import { restore } from '../restore/restore';
import {
  startFakeAgent,
  startFakeSts,
  type CredentialServer,
} from '../testing/credentialServers';
import { datadirDigests } from '../testing/datadirDigest';
import { startFaultyProxy } from '../testing/faultyProxy';
import {
  startSessionServer,
  type Session,
  type SessionServer,
} from '../testing/sessionServer';
import {
  smallDatadir,
  testFacts,
  writeDatadir,
} from '../testing/syntheticDatadir';
import {
  openStore,
  type Store,
  type StoreLocation,
} from '@nodeyard/snapshot-store';

jest.setTimeout(120_000);

/** Header, claims and signature of a token of a ServiceAccount; the signature is not a real one. */
const token = (subject: string, audience = 'sts.amazonaws.com') =>
  [
    { alg: 'RS256', kid: 'test' },
    {
      iss: 'https://oidc.example.com/id/7F3Q9',
      sub: `system:serviceaccount:ethereum:${subject}`,
      aud: [audience],
      iat: 1_796_000_000,
      exp: 1_896_000_000,
    },
  ]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('canary-signature-7f3q9')
    .join('.');

describe('temporary credentials of a bucket', () => {
  const before = { ...process.env };
  let work: string;
  let server: SessionServer;
  let issuer: CredentialServer | undefined;
  let tokenFile: string;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-identity-'));
    server = await startSessionServer(work);
    await writeDatadir(join(work, 'node'), smallDatadir());
  });
  beforeEach(async () => {
    for (const key of Object.keys(process.env)) {
      if (key.startsWith('AWS_')) delete process.env[key];
    }
    tokenFile = join(work, 'token');
    await writeFile(tokenFile, token('geth-0'));
  });
  afterEach(() => issuer?.stop());
  afterAll(async () => {
    process.env = before;
    await server?.stop();
    await rm(work, { recursive: true, force: true });
  });

  const location = (folder: string): StoreLocation => ({
    url: `s3://${server.bucket}/${folder}`,
    endpoint: server.endpoint,
    pathStyle: true,
    attempts: 1,
  });

  const withStore = async <T>(use: (store: Store) => Promise<T>) => {
    const store = await openStore(location('one'), 'devnet', 'geth');
    try {
      return await use(store);
    } finally {
      store.close();
    }
  };
  const write = (text: string) =>
    withStore(store => store.write(`packs/ab/${text}`, Buffer.from(text)));
  const refusal = () =>
    write('refused').then(
      () => new Error('it was written'),
      (error: Error) => error,
    );

  async function useWebIdentity(
    issue: (token: string) => Promise<Session | undefined>,
  ) {
    issuer = await startFakeSts(issue);
    process.env.AWS_ROLE_ARN = server.roleArn;
    process.env.AWS_WEB_IDENTITY_TOKEN_FILE = tokenFile;
    process.env.AWS_ENDPOINT_URL_STS = issuer.url;
    return issuer;
  }

  async function useAgent(
    issue: (token: string) => Promise<Session | undefined>,
  ) {
    issuer = await startFakeAgent(issue);
    await writeFile(tokenFile, token('geth-0', 'pods.eks.amazonaws.com'));
    process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI = `${issuer.url}/v1/credentials?key=canary-query-7f3q9`;
    process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE = tokenFile;
    return issuer;
  }

  it('are required by the server of these tests', async () => {
    const { accessKeyId, secretAccessKey } = await server.issue(900);
    process.env.AWS_ACCESS_KEY_ID = accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = secretAccessKey;
    expect((await refusal()).message).toMatch(
      /InvalidAccessKeyId.*\(HTTP 403\)\. Check bucket, endpoint, region and credentials \(AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY\)/,
    );
  });

  it('come from STS for the token of a ServiceAccount, once for many requests', async () => {
    const sts = await useWebIdentity(() => server.issue(3_600));
    await withStore(async store => {
      await Promise.all(
        ['a', 'b', 'c', 'd'].map(name =>
          store.write(`packs/ab/${name}`, Buffer.from(name)),
        ),
      );
      expect((await store.read('packs/ab/c'))?.bytes.toString()).toBe('c');
    });
    expect(sts.tokens).toEqual([token('geth-0')]);
  });

  it('come from the agent of EKS Pod Identity', async () => {
    const agent = await useAgent(() => server.issue(3_600));
    expect(await write('by-agent')).toBe(true);
    expect(agent.tokens).toEqual([token('geth-0', 'pods.eks.amazonaws.com')]);
  });

  it.each([
    ['STS', useWebIdentity],
    ['an agent', useAgent],
  ])(
    'of %s are replaced before they expire, with the current token',
    async (_, use) => {
      // The SDK replaces credentials that expire within five minutes.
      const source = await use(() => server.issue(60));
      await withStore(async store => {
        await store.write('packs/ab/first', Buffer.from('1'));
        await writeFile(tokenFile, token('rotated'));
        await store.write('packs/ab/second', Buffer.from('2'));
      });
      expect(source.tokens[0]).not.toBe(token('rotated'));
      expect(source.tokens.slice(-1)).toEqual([token('rotated')]);
    },
  );

  it.each([
    ['STS', useWebIdentity],
    ['an agent', useAgent],
  ])(
    'of %s that the server no longer accepts are replaced once',
    async (_, use) => {
      const source = await use(() => server.issue(3_600));
      await withStore(async store => {
        await store.write('packs/ab/first', Buffer.from('1'));
        await server.endAll();
        expect(await store.write('packs/ab/third', Buffer.from('3'))).toBe(
          true,
        );
        expect(source.tokens).toHaveLength(2);
      });
    },
  );

  it('that expire during a build and during a restore disturb neither', async () => {
    const sts = await useWebIdentity(() => server.issue(3_600));
    const proxy = await startFaultyProxy(server.endpoint, nth => {
      if (nth % 10 === 9) server.endAll().catch(() => {});
      return 'none';
    });
    const store = {
      ...location('ending'),
      endpoint: proxy.endpoint,
      attempts: 5,
    };
    try {
      const built = await build({
        store,
        datadir: join(work, 'node'),
        facts: testFacts(),
        tool: 'test/1',
        threads: 2,
      });
      expect(built).toEqual(expect.objectContaining({ ok: true }));
      const restored = await restore({
        store,
        datadir: join(work, 'target'),
        node: { network: 'devnet', client: 'geth' },
        from: 'latest',
        allowUnverified: true,
        threads: 2,
      });
      expect(restored).toEqual(expect.objectContaining({ ok: true }));
    } finally {
      await proxy.stop();
    }
    expect(sts.tokens.length).toBeGreaterThan(4);
    expect(await datadirDigests(join(work, 'target'))).toEqual(
      await datadirDigests(join(work, 'node')),
    );
  });

  /** As the kubelet replaces what it mounts of a Secret: by one symbolic link. */
  async function mountCredentials(session: Session): Promise<void> {
    const mount = join(work, 'mount');
    const version = `..${session.accessKeyId}`;
    await mkdir(join(mount, version), { recursive: true });
    await writeFile(
      join(mount, version, 'credentials'),
      `[default]\naws_access_key_id = ${session.accessKeyId}\naws_secret_access_key = ${session.secretAccessKey}\naws_session_token = ${session.sessionToken}\n`,
    );
    await symlink(version, join(mount, '..data_tmp'));
    await rename(join(mount, '..data_tmp'), join(mount, '..data'));
    await symlink('..data/credentials', join(mount, 'credentials')).catch(
      () => {},
    );
    process.env.AWS_SHARED_CREDENTIALS_FILE = join(mount, 'credentials');
  }

  it('of a mounted file are read again when it is replaced', async () => {
    await mountCredentials(await server.issue(3_600));
    await withStore(async store => {
      await store.write('packs/ab/first', Buffer.from('1'));
      await server.endAll();
      await mountCredentials(await server.issue(3_600));
      expect(await store.write('packs/ab/file', Buffer.from('2'))).toBe(true);
    });
  });

  it('of a mounted file are refused, with its name, if they have expired and the file is unchanged', async () => {
    const session = await server.issue(3_600);
    await mountCredentials(session);
    await server.endAll();
    const { message } = await refusal();
    expect(message).toContain(
      `Check bucket, endpoint, region and credentials (the file ${work}/mount/credentials of AWS_SHARED_CREDENTIALS_FILE)`,
    );
    expect(message).not.toContain(session.secretAccessKey);
    expect(message).not.toContain(session.sessionToken);
  });

  it('are refused with role, file and identity if the role does not trust the token', async () => {
    await useWebIdentity(async () => undefined);
    const { message } = await refusal();
    expect(message).toBe(
      `Cannot get credentials from the role ${server.roleArn} of AWS_ROLE_ARN, with the token ${tokenFile} of AWS_WEB_IDENTITY_TOKEN_FILE to write packs/ab/refused in s3://${server.bucket}/one: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity (HTTP 403). Let the trust policy of the role allow sts:AssumeRoleWithWebIdentity to the token in ${tokenFile} (subject system:serviceaccount:ethereum:geth-0, audience sts.amazonaws.com, issuer https://oidc.example.com/id/7F3Q9).`,
    );
  });

  it.each([
    ['AccessDenied: Not authorized', () => token('geth-0')],
    [
      'InvalidIdentityTokenException: The ID Token provided is not a valid JWT',
      () => 'canary-signature-7f3q9',
    ],
  ])('are refused by a real STS with %s', async (reason, text) => {
    process.env.AWS_ROLE_ARN = server.roleArn;
    process.env.AWS_WEB_IDENTITY_TOKEN_FILE = tokenFile;
    process.env.AWS_ENDPOINT_URL_STS = server.stsEndpoint;
    await writeFile(tokenFile, text());
    const error = await refusal();
    expect(error).toMatchObject({ code: 'store-refuses' });
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain('canary');
  });

  it('are refused without the token', async () => {
    await useWebIdentity(() => server.issue(3_600));
    await rm(tokenFile);
    const error = await refusal();
    expect(error).toMatchObject({ code: 'store-refuses' });
    expect(error.message).toContain(`ENOENT: no such file or directory`);
  });

  it('are refused with the ServiceAccount if no role is associated with it', async () => {
    await useAgent(async () => undefined);
    const error = await refusal();
    expect(error).toMatchObject({ code: 'store-refuses' });
    expect(error.message).toContain(
      '/*** of AWS_CONTAINER_CREDENTIALS_FULL_URI to write packs/ab/refused',
    );
    expect(error.message).toContain(
      'Server responded with status: 403. Associate a role with the token in',
    );
    expect(error.message).toContain(
      'subject system:serviceaccount:ethereum:geth-0',
    );
    expect(error.message).not.toContain('canary');
  });

  it('are requested again later if the agent or STS does not answer', async () => {
    const agent = await useAgent(() => server.issue(3_600));
    agent.stop();
    expect(await refusal()).toMatchObject({ code: 'store-unavailable' });
  });

  it('are refused with a list of all sources if none is configured', async () => {
    process.env.AWS_EC2_METADATA_DISABLED = 'true';
    const error = await refusal();
    expect(error).toMatchObject({ code: 'store-refuses' });
    expect(error.message).toContain('from the default credential chain of AWS');
  });
});
