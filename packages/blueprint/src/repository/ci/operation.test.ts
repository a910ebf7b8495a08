import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { aCheckout } from '../../testing/checkouts';
import type { Checkout } from '../../testing/checkouts';
import { requireTools, toolPath } from '../../testing/tools';

const execute = promisify(execFile);

jest.setTimeout(120_000);

let home: string;
let checkout: Checkout;
const calls = () => readFile(join(home, 'calls'), 'utf8').catch(() => '');

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nodeyard-operate-'));
  checkout = await aCheckout(home, { environments: ['staging'] });
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** A program before all others of the checkout's jobs. */
async function standIn(name: string, script: string) {
  const folder = join(checkout.directory, '.tools/bin');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`, {
    mode: 0o755,
  });
}

/** A cluster that answers, whose kubectl writes down how it is called and what it is given. */
const aKubectl = (script = '') =>
  standIn(
    'kubectl',
    `case " $* " in *' get --raw /version '*) echo '"gitVersion":' && exit ;; esac
printf 'kubectl %s\\n' "$*" >>'${home}/calls'
case " $* " in
*' diff '*) cat >/dev/null ;;
*' apply '*) cat >'${home}/applied'; ls -la "$KUBECONFIG" >'${home}/kubeconfig' ;;
esac
${script}`,
  );

// Stand-ins for kubectl print what kubectl 1.32 printed for a cluster of kube-apiserver 1.34; helm and helmfile are real.
describe('scripts/ci/drift.sh', () => {
  beforeAll(() => requireTools('helm', 'helmfile'));

  const drift = (variables: Record<string, string> = {}) =>
    checkout.run('scripts/ci/drift.sh', {
      ENVIRONMENT: 'staging',
      CLUSTER: 'kind: Config',
      ...variables,
    });

  it('passes a cluster that has what the files say', async () => {
    await aKubectl();
    const { code, output } = await drift();
    expect(output).toContain('the cluster of staging has what its files say');
    expect(code).toBe(0);
  });

  it('fails and names the objects that differ', async () => {
    await aKubectl(`case " $* " in *' diff '*)
      echo 'diff -u -N /tmp/LIVE-330318817/apps.v1.StatefulSet.payments-eth.geth-0 /tmp/MERGED-4036212504/apps.v1.StatefulSet.payments-eth.geth-0'
      echo '-  replicas: 0'
      echo '+  replicas: 1'
      exit 1 ;;
    esac`);
    const { code, output } = await drift();
    expect(output).toContain(
      'drift: differs: apps.v1.StatefulSet.payments-eth.geth-0\n',
    );
    expect(output).toContain('+  replicas: 1');
    expect(code).toBe(1);
  });

  it('does not take an error for drift', async () => {
    await aKubectl(`case " $* " in *' diff '*)
      echo 'diff -u -N /tmp/LIVE-1/v1.Service.payments-eth.geth-0 /tmp/MERGED-1/v1.Service.payments-eth.geth-0'
      echo 'Error from server (Forbidden): error when patching "STDIN": poddisruptionbudgets.policy "sepolia-nodes" is forbidden: User "drift" cannot patch resource "poddisruptionbudgets" in API group "policy" in the namespace "payments-eth"' >&2
      exit 1 ;;
    esac`);
    const { code, output } = await drift();
    expect(output).toContain('could not be compared');
    expect(output).toContain('is forbidden');
    expect(output).not.toContain('differs');
    expect(code).toBe(1);
  });

  it('needs no key where a value is encrypted', async () => {
    await aKubectl();
    await checkout.edit(
      'environments/staging.yaml',
      'platform:\n',
      `platform:
  observability:
    enabled: true
    profile: small
    values: { grafana: { adminPassword: 'ref+sops://../../secrets.enc.yaml#/grafana' } }
`,
    );
    expect((await drift()).code).toBe(0);
  });

  it('names the secret of the host that is missing', async () => {
    const { code, output } = await drift({ CLUSTER: '' });
    expect(output).toContain(
      'CLUSTER is empty: store the kubeconfig of staging as a secret',
    );
    expect(code).toBe(1);
  });
});

// SOPS, age and helmfile are real. Nothing is deployed: helm's upgrade and kubectl are stand-ins.
describe('scripts/ci/deploy.sh', () => {
  const secret = 'correct-horse-battery-staple';
  let key: string;
  beforeAll(() => requireTools('helm', 'helmfile', 'sops', 'age-keygen'));
  beforeEach(async () => {
    const tool = (name: string, ...args: string[]) =>
      execute(name, args, { env: { PATH: toolPath, HOME: home } });
    await tool('age-keygen', '-o', join(home, 'key'));
    key =
      (await readFile(join(home, 'key'), 'utf8')).trim().split('\n')[2] ?? '';
    const { stdout } = await tool('age-keygen', '-y', join(home, 'key'));
    const manifest = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'bucket' },
      stringData: { key: secret },
    };
    await writeFile(join(home, 'plain.yaml'), stringify(manifest));
    await mkdir(join(checkout.directory, 'secrets'));
    await tool(
      'sops',
      ...['encrypt', '--age', stdout.trim()],
      ...['--encrypted-regex', '^(data|stringData)$'],
      '--output',
      join(checkout.directory, 'secrets/staging.secrets.enc.yaml'),
      join(home, 'plain.yaml'),
    );
    await rm(join(home, 'plain.yaml'));
    await rm(join(home, 'key'));
    await aKubectl();
    const helm = join(toolPath.split(':')[0] ?? '', 'helm');
    await standIn(
      'helm',
      `case " $* " in
*' upgrade '*) printf 'helm upgrade\\n' >>'${home}/calls' && exit ;;
*' list '* | *' status '* | *' history '* | *' get '*) exit ;;
esac
exec '${helm}' "$@"`,
    );
  });

  const deploy = (variables: Record<string, string> = {}) =>
    checkout.run('scripts/ci/deploy.sh', {
      ENVIRONMENT: 'staging',
      CLUSTER: 'kind: Config',
      SOPS_AGE_KEY: key,
      ...variables,
    });

  it('applies the decrypted Secrets after the namespace and before the nodes', async () => {
    const { code, output } = await deploy();
    expect([code, output]).toEqual([0, expect.not.stringContaining(secret)]);
    expect(await readFile(join(home, 'applied'), 'utf8')).toContain(secret);
    expect(await calls()).toMatch(
      /helm upgrade\n(?:kubectl .*\n)*kubectl .*apply --server-side --filename -\n(?:kubectl .*\n|helm upgrade\n)*helm upgrade/,
    );
  });

  it('leaves neither the secrets nor the kubeconfig behind', async () => {
    await deploy();
    expect(await readFile(join(home, 'kubeconfig'), 'utf8')).toMatch(
      /^-rw------- /,
    );
    await rm(join(home, 'applied'));
    const left = await readdir(home, { recursive: true, withFileTypes: true });
    for (const entry of left.filter(file => file.isFile())) {
      const path = join(entry.parentPath, entry.name);
      expect([path, await readFile(path, 'utf8')]).toEqual([
        path,
        expect.not.stringMatching(`${secret}|kind: Config\n$|${key}`),
      ]);
    }
  });

  it.each([
    ['without a key', '', 'SOPS_AGE_KEY is empty'],
    ['with another key', 'AGE-SECRET-KEY-1X', 'cannot be decrypted'],
  ])('deploys nothing %s', async (_, other, message) => {
    const { code, output } = await deploy({ SOPS_AGE_KEY: other });
    expect(output).toContain(message);
    expect([code, await calls()]).toEqual([1, '']);
  });
});

// The registry and crane are real. cosign, which takes minutes to build, is a stand-in with the answers of cosign 3.1.3.
describe('scripts/ci/signatures.sh', () => {
  let registry: ChildProcess;
  let address: string;
  let folder: string;
  beforeAll(async () => {
    requireTools('crane', 'registry', 'helm', 'helmfile');
    folder = await mkdtemp(join(tmpdir(), 'nodeyard-registry-'));
    address = `127.0.0.1:${await freePort()}`;
    await writeFile(
      join(folder, 'config.yaml'),
      stringify({
        version: '0.1',
        storage: { filesystem: { rootdirectory: join(folder, 'images') } },
        http: { addr: address },
      }),
    );
    registry = spawn('registry', ['serve', join(folder, 'config.yaml')], {
      env: { PATH: toolPath },
      stdio: 'ignore',
      timeout: 120_000,
    });
    await writeFile(join(folder, 'one'), '1');
    await execute('tar', ['-cf', 'layer.tar', 'one'], { cwd: folder });
  });
  afterAll(async () => {
    registry.kill();
    await rm(folder, { recursive: true, force: true });
  });

  const crane = async (...args: string[]) =>
    (
      await execute('crane', args, { env: { PATH: toolPath, HOME: home } })
    ).stdout.trim();

  /** Pushes an image, and has staging deploy it with this digest, or the one that it has. */
  async function withImage(digest?: string): Promise<string> {
    const image = `${address}/acme/geth:v1.17.9`;
    const append = () =>
      crane(
        ...['append', '--new_layer', join(folder, 'layer.tar')],
        ...['--new_tag', image],
      );
    // The registry may have just been started.
    await append().catch(() =>
      new Promise(done => setTimeout(done, 2000)).then(append),
    );
    await appendFile(
      join(checkout.directory, 'environments/staging.yaml'),
      stringify({
        clients: {
          geth: {
            image: {
              repository: `${address}/acme/geth`,
              tag: 'v1.17.9',
              digest: digest ?? (await crane('digest', image)),
            },
          },
        },
      }),
    );
    return image;
  }
  const sign = (line: string) =>
    appendFile(join(checkout.directory, 'signers.txt'), `${line}\n`);
  const signatures = () => checkout.run('scripts/ci/signatures.sh');

  it('compares a recorded digest with the registry, and lists images by tag', async () => {
    const image = await withImage();
    const { code, output } = await signatures();
    expect(output).toContain(`recorded ${image}@sha256:`);
    expect(output).toMatch(
      /BY TAG {3}sigp\/lighthouse:\S+: no signer is known/,
    );
    expect(code).toBe(0);
  });

  it('fails for a tag that was moved', async () => {
    const image = await withImage(`sha256:${'0'.repeat(64)}`);
    const { code, output } = await signatures();
    expect(output).toContain(`MOVED    ${image} is sha256:`);
    expect(code).toBe(1);
  });

  it('verifies the signature of a known signer, by the longest prefix', async () => {
    const image = await withImage();
    await standIn('cosign', `printf '%s\\n' "$*" >>'${home}/calls'`);
    await sign(`${address}/ key other.pub`);
    await sign(`${address}/acme/ identity https://issuer.example https://id`);
    const { code, output } = await signatures();
    expect(output).toContain(`signed   ${image}`);
    expect(code).toBe(0);
    expect(await calls()).toBe(
      `verify --certificate-oidc-issuer https://issuer.example --certificate-identity https://id ${image}@${await crane(
        'digest',
        image,
      )}\n`,
    );
  });

  it('fails for an image without the signature', async () => {
    await withImage();
    await standIn(
      'cosign',
      `echo 'Error: no signatures found' >&2
echo 'error during command execution: no signatures found' >&2
exit 10`,
    );
    await sign(`${address}/ key-without-log acme.pub`);
    const { code, output } = await signatures();
    expect(output).toContain('no signatures found');
    expect(output).toMatch(/FAILED {3}\S+ has no valid signature by/);
    expect(code).toBe(1);
  });

  it('refuses a line of signers.txt that it does not understand', async () => {
    await withImage();
    await standIn('cosign', 'exit 0');
    await sign(`${address}/ trust me`);
    const { code, output } = await signatures();
    expect(output).toContain('signers.txt: "trust" is none of');
    expect(code).toBe(1);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}
