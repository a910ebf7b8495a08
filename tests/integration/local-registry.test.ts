import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { kubectl, program } from './cluster';
import {
  deploy,
  generateRepository,
  merge,
  ownNamespace,
  root,
  valuesIn,
  work,
} from './deployment';

const NAMESPACE = 'local-registry';
const team = `${NAMESPACE}-team`;

/** Result line of the clean-up; files/cleanup.sh of the chart writes it. */
const reportSchema = z.object({
  result: z.enum(['done', 'skipped']),
  tags: z.number(),
  tagsRemoved: z.number(),
  bytes: z.number(),
  bytesFreed: z.number(),
});

describe('the local registry', () => {
  let registry = '';

  before(async () => {
    await removeNamespaces('--timeout=110s');
    const repository = await generateRepository({ name: team });
    const file = join(repository, 'environments/local.yaml');
    const { registry: version } = await valuesIn(join(root, 'versions.yaml'));
    const values = {
      image: { repository: 'nodeyard.test/registry', tag: version },
      // Other tests use the same cluster and its ports.
      service: { type: 'ClusterIP' },
      storage: { size: '1Gi' },
      // A release of its own image is needed for it.
      ui: { enabled: false },
      cleanup: { last: 2, quietMinutes: 0 },
    };
    const chosen = {
      platform: { registry: { enabled: true, namespace: NAMESPACE, values } },
    };
    const environment: unknown = merge(
      parse(await readFile(file, 'utf8')),
      chosen,
    );
    await writeFile(file, stringify(environment));
    await deploy(repository, '--selector', 'layer=infrastructure');
    await ownNamespace(NAMESPACE);
    await ownNamespace(team);
    await deploy(repository, '--selector', 'layer=local-registry');
    const address = '-ojsonpath={.spec.clusterIP}:{.spec.ports[0].port}';
    registry = await kubectl(
      '-n',
      NAMESPACE,
      'get',
      'service',
      'registry',
      address,
    );
  });

  after(() => removeNamespaces('--wait=false'));

  /** Names of the repository's tags. */
  const tagsOf = async (name: string) =>
    (await crane('ls', `${registry}/${name}`)).split('\n').sort();

  /** Runs the cleanup now. @returns the end of its log */
  async function cleanUp(job: string) {
    const named = ['-n', NAMESPACE];
    await kubectl(
      ...named,
      'create',
      'job',
      job,
      '--from=cronjob/registry-cleanup',
    );
    await kubectl(
      ...named,
      'wait',
      '--for=condition=complete',
      `job/${job}`,
      '--timeout=110s',
    );
    const path =
      '-ojsonpath={.items[0].status.containerStatuses[0].state.terminated.message}';
    const message = await kubectl(
      ...named,
      'get',
      'pods',
      '-l',
      `job-name=${job}`,
      path,
    );
    return reportSchema.parse(JSON.parse(message));
  }

  test('has nothing to clear up at first', async () => {
    assert.equal((await cleanUp('empty')).result, 'done');
  });

  test('returns pushed images byte for byte', async () => {
    await crane('push', archive(), `${registry}/team/app:1.0.0`);
    await crane('pull', `${registry}/team/app:1.0.0`, join(work, 'pulled.tar'));
    const digest = await crane('digest', '--tarball', join(work, 'pulled.tar'));
    assert.equal(digest, await crane('digest', `${registry}/team/app:1.0.0`));
  });

  test('keeps releases and the newest tags, and gives back the room of the others', async () => {
    for (const tag of ['a', 'b', 'c', 'd']) {
      await crane(
        'mutate',
        `${registry}/team/app:1.0.0`,
        '--label',
        `tag=${tag}`,
        '-t',
        `${registry}/team/app:${tag}`,
      );
      // The age of a tag is known to the second.
      await sleep(1_100);
    }
    const lost = await crane('digest', `${registry}/team/app:a`);
    const report = await cleanUp('tags');
    assert.equal(report.tags, 5);
    assert.equal(report.tagsRemoved, 2);
    assert.ok(report.bytesFreed > 0, JSON.stringify(report));
    assert.deepEqual(await tagsOf('team/app'), ['1.0.0', 'c', 'd']);
    await assert.rejects(crane('manifest', `${registry}/team/app@${lost}`));
  });

  test('keeps the images of an index that no tag names themselves', async () => {
    const images = ['c', 'd'].flatMap(tag => [
      '-m',
      `${registry}/team/app:${tag}`,
    ]);
    await crane(
      'index',
      'append',
      '-t',
      `${registry}/team/index:2.0.0`,
      ...images,
    );
    await cleanUp('index');
    await crane('validate', '--remote', `${registry}/team/index:2.0.0`);
  });

  test('takes a push again of layers that were cleared away', async () => {
    await crane(
      'delete',
      `${registry}/team/app@${await crane('digest', `${registry}/team/app:d`)}`,
    );
    await cleanUp('again');
    await crane('push', archive(), `${registry}/other/app:1`);
    await crane('validate', '--remote', `${registry}/other/app:1`);
  });
});

/** An image that the test cluster brought. */
function archive(): string {
  return join(process.env.CLUSTER_BUILD ?? '', 'images/pause.tar');
}

async function crane(...args: string[]): Promise<string> {
  return program('crane', ['--insecure', ...args], { cwd: work });
}

async function removeNamespaces(how: string): Promise<void> {
  await kubectl(
    'delete',
    'namespace',
    NAMESPACE,
    team,
    '--ignore-not-found',
    how,
  );
}
