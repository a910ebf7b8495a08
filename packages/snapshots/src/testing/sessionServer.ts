import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, startVersitygw } from './s3Server';

/** Temporary credentials of a role. */
export interface Session {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

/** A real S3 server that accepts sessions of one role only, until they expire or are ended, with its real STS. */
export interface SessionServer {
  endpoint: string;
  /** Its STS, which accepts tokens of issuers with public addresses only, and so refuses every token of a test. */
  stsEndpoint: string;
  bucket: string;
  roleArn: string;
  /**
   * A session, as STS would store it.
   *
   * @param seconds - until the server no longer accepts it
   */
  issue(seconds: number): Promise<Session>;
  /** End all sessions before their time. */
  endAll(): Promise<void>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const ROOT = ['--access', 'root-access', '--secret', 'root-secret-key'];
const ROLE = 'snapshots';
const ROLE_ARN = `arn:aws:iam::000000000000:role/${ROLE}`;
const ROLE_ID = 'AROASNAPSHOTSOFTESTS';
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
});
const role = {
  Path: '/',
  RoleName: ROLE,
  RoleID: ROLE_ID,
  Arn: ROLE_ARN,
  CreateDate: new Date(0),
  AssumeRolePolicyDocument: '',
  MaxSessionDuration: 3600,
  Policies: {
    inline: [
      {
        PolicyName: 'all',
        PolicyDocument: policy,
        CreateDate: new Date(0),
      },
    ],
  },
};

const storedSession = (session: Session) => ({
  ...session,
  roleArn: ROLE_ARN,
  roleName: ROLE,
  roleId: ROLE_ID,
  roleSessionName: 'test',
  provider: 'oidc.example.com',
  audience: 'sts.amazonaws.com',
  subject: 'system:serviceaccount:ethereum:geth-0',
  createDate: new Date(),
});

/**
 * Start versitygw and its IAM server over a folder. Sessions are written to the store of the IAM server, because its STS verifies
 * tokens with an issuer at a public address.
 *
 * @param folder - empty
 */
export async function startSessionServer(
  folder: string,
): Promise<SessionServer> {
  const bucket = 'snapshots';
  const iam = join(folder, 'iam');
  const buckets = join(folder, 'buckets');
  await mkdir(iam, { recursive: true });
  await mkdir(join(buckets, bucket), { recursive: true });
  const file = join(iam, 'iam.json');
  // A path below the folder of a test may be longer than a socket's can be.
  const socket = `@nodeyard-iam-${process.pid}`;
  const stsPort = await freePort(HOST);
  const stsEndpoint = `http://${HOST}:${stsPort}`;
  const stopIam = await startVersitygw(
    [
      ...['--port', `${HOST}:${stsPort}`, ...ROOT, '--quiet'],
      ...['iam', '--dir', iam, '--private-ports', socket],
    ],
    stsEndpoint,
  );
  const port = await freePort(HOST);
  const endpoint = `http://${HOST}:${port}`;
  const stopS3 = await startVersitygw(
    [
      ...['--port', `${HOST}:${port}`, ...ROOT, '--quiet'],
      ...['--iam-standalone-endpoint', socket, 'posix', buckets],
    ],
    endpoint,
  );
  const write = async (sessions: Record<string, object>) => {
    const stored = {
      ...JSON.parse(await readFile(file, 'utf8')),
      roles: { [ROLE]: role },
      roleNameIndex: { [ROLE]: ROLE },
      sessions,
    };
    await writeFile(`${file}.new`, JSON.stringify(stored));
    await rename(`${file}.new`, file);
  };
  await write({});
  return {
    endpoint,
    stsEndpoint,
    bucket,
    roleArn: ROLE_ARN,
    async issue(seconds) {
      const session = newSession(seconds);
      const { sessions } = JSON.parse(await readFile(file, 'utf8'));
      await write({
        ...sessions,
        [session.accessKeyId]: storedSession(session),
      });
      return session;
    },
    endAll: () => write({}),
    async stop() {
      await stopS3();
      await stopIam();
    },
  };
}

function newSession(seconds: number): Session {
  return {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(48).toString('base64'),
    expiration: new Date(Date.now() + seconds * 1_000),
  };
}
