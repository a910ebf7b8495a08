import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { stringify } from 'yaml';
import { z } from 'zod';
import { kubectl, read } from './cluster';
import {
  deploy,
  enforceRestricted,
  generateRepository,
  makeNamespace,
  merge,
  type Values,
  valuesIn,
  work,
} from './deployment';

const NAMESPACE = 'operate';
const NODE = 'geth-0';
const kept = `execution-${NODE}-0`;

const claimsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        annotations: z.record(z.string(), z.string()).default({}),
      }),
      spec: z.object({ volumeName: z.string().optional() }),
      status: z.object({ phase: z.string() }),
    }),
  ),
});

/** Stand-ins of clients on real volumes: the subject is the volumes. */
describe('operations that are interrupted', () => {
  let repository = '';
  let volume = '';

  before(async () => {
    repository = await generateRepository({ name: NAMESPACE });
    await makeNamespace(NAMESPACE);
    await enforceRestricted(NAMESPACE);
    await asksFor('geth', '1Gi');
    await deploy(repository, '--selector', 'layer=ethereum');
    await until(
      'a bound volume',
      async () => (await bound(kept)) !== undefined,
    );
    volume = (await bound(kept)) ?? '';
  });

  test('a swap that is killed right after it deleted the claim is finished by the next run', async () => {
    await asksFor('nethermind', '1Gi');
    const killed = await operate('replace-client.sh', {
      PATH: `${await killers('delete persistentvolumeclaim')}:${
        process.env.PATH
      }`,
    });
    assert.equal(killed.signal ?? killed.code, 'SIGKILL', killed.printed);
    assert.equal(await bound(kept), undefined);

    const { code, printed } = await operate('replace-client.sh');
    assert.equal(code, 0, printed);
    assert.match(printed, /interrupted earlier, is renamed to/);
    assert.equal(await bound(`${kept}-geth`), volume);
    assert.equal(await policyOf(volume), 'Delete');
  });

  test('the way back gives the old client its own volume', async () => {
    await asksFor('geth', '1Gi');
    const { code, printed } = await operate('replace-client.sh');
    assert.equal(code, 0, printed);
    assert.equal(await bound(kept), volume);
    assert.equal(await policyOf(volume), 'Delete');
  });

  test('an enlargement without a deployment leaves the pod running, and the next run brings its StatefulSet', async () => {
    await asksFor('geth', '2Gi');
    const killed = await operate('expand-volume.sh', {
      PATH: `${await killers('delete statefulset')}:${process.env.PATH}`,
    });
    assert.equal(killed.signal ?? killed.code, 'SIGKILL', killed.printed);
    const uid = await podUid();
    const { code, printed } = await operate('expand-volume.sh');
    assert.equal(code, 0, printed);
    assert.match(printed, /which is missing, is created again/);
    assert.equal(await podUid(), uid);
  });

  /** Writes the environment's file: stand-ins for every client, and storage that deletes unclaimed volumes. */
  async function asksFor(client: string, size: string): Promise<void> {
    const file = join(repository, 'environments/local.yaml');
    const small = { requests: { cpu: '1m', memory: '32Mi' } };
    const image = { repository: 'nodeyard.test/stand-in', tag: 'test' };
    const standIn = {
      image,
      resources: { ...small, limits: { memory: '192Mi' } },
    };
    const storage = { size, storageClassName: 'standard' };
    const settings: Values = {
      platform: { infrastructure: { enabled: false } },
      network: 'sepolia',
      nodeHealth: { image, resources: small },
      clients: { geth: standIn, nethermind: standIn, lodestar: standIn },
    };
    const { networkConfig: _, nodes: __, ...generated } = await valuesIn(file);
    const asked = {
      [NODE]: {
        acceptSmallDisk: true,
        execution: { client, storage },
        consensus: { client: 'lodestar', storage: { size: '1Gi' } },
      },
    };
    await writeFile(
      file,
      stringify({ ...merge(generated, settings), nodes: asked }),
    );
  }

  interface Ended {
    code?: number | string | null;
    signal?: string | null;
    printed: string;
  }

  /** Runs a program of the team's repository, bounded in time. */
  function operate(name: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const args = ['--environment=local', `--node=${NODE}`, '--timeout=100'];
    const command = 'echo $$ >"$PID_FILE"; exec "$0" "$@" 2>&1';
    return new Promise(resolve => {
      execFile(
        'bash',
        ['-c', command, `scripts/operate/${name}`, ...args],
        {
          cwd: repository,
          timeout: 200_000,
          env: {
            ...process.env,
            YES: '1',
            PID_FILE: join(work, 'pid'),
            ...env,
          },
        },
        (error, printed) =>
          resolve({
            code: error ? error.code : 0,
            signal: error?.signal,
            printed,
          }),
      );
    });
  }
});

/** A folder with a kubectl that kills its caller after a certain change. */
async function killers(what: string): Promise<string> {
  const folder = join(work, 'bin', what.replaceAll(' ', '-'));
  await mkdir(folder, { recursive: true });
  const real = (process.env.PATH ?? '')
    .split(':')
    .map(place => `"${place}/kubectl"`)
    .join(' ');
  const script = `#!/bin/bash
for kubectl in ${real}; do [ ! -x "$kubectl" ] || break; done
"$kubectl" "$@"
code=$?
[[ " $* " != *" ${what} "* ]] || kill -9 "$(cat "$PID_FILE")"
exit $code
`;
  await writeFile(join(folder, 'kubectl'), script);
  await chmod(join(folder, 'kubectl'), 0o755);
  return folder;
}

/** The volume of a claim that has one, and is in the midst of nothing. */
async function bound(claim: string): Promise<string | undefined> {
  const path = `/api/v1/namespaces/${NAMESPACE}/persistentvolumeclaims`;
  const found = (await read(path, claimsSchema))?.items.find(
    ({ metadata }) => metadata.name === claim,
  );
  if (found?.status.phase !== 'Bound') return undefined;
  const { annotations } = found.metadata;
  assert.equal(annotations['ethereum.nodeyard.io/moving-from'], undefined);
  return found.spec.volumeName;
}

function policyOf(volume: string): Promise<string> {
  const field = 'jsonpath={.spec.persistentVolumeReclaimPolicy}';
  return kubectl('get', 'persistentvolume', volume, '--output', field);
}

function podUid(): Promise<string> {
  const pod = ['--namespace', NAMESPACE, 'get', 'pod', `${NODE}-0`];
  return kubectl(...pod, '--output', 'jsonpath={.metadata.uid}');
}

async function until(
  what: string,
  isSo: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + 100_000;
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, `${what} has not come`);
    await new Promise(resolve => setTimeout(resolve, 1_000));
  }
}
