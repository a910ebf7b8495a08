import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import type { RunConfig } from '../../packages/snapshot-run/src/config';
import { Account, type Answer } from './admission/account';
import { asJob, hostileJobs, type Job } from './admission/hostileJobs';
import { hostileWrites } from './admission/hostileWrites';
import {
  bringPolicies,
  removePolicies,
  warningsOf,
} from './admission/policies';
import { bringRelease, jobOf } from './admission/release';
import { kubectl } from './cluster';
import { makeNamespace } from './deployment';
import { apply } from './policies/stage';
import { untilSeen } from './snapshot/orchestrator';

const NAMESPACE = 'admission';
const NODE = 'geth-0';
const orchestrator = `${NODE}-snapshot`;
/** Status of a refusal by a ValidatingAdmissionPolicy; a refusal by RBAC is 403. */
const REFUSED = 422;
const jobs = `/apis/batch/v1/namespaces/${NAMESPACE}/jobs`;

describe('an orchestrator of snapshots', () => {
  let config: RunConfig;
  let other: RunConfig;
  let account: Account;
  /** Has the same Role under another name than an orchestrator's: its refusals are not from the policies. */
  let control: Account;
  let policies: string[];

  const job = (task: 'upload' | 'verify' = 'upload'): Job =>
    asJob(jobOf(config, task));

  before(async () => {
    await makeNamespace(NAMESPACE);
    config = await bringRelease(NAMESPACE, NODE);
    other = await bringRelease(NAMESPACE, 'geth-1');
    await apply('accounts', accounts);
    account = await Account.of(NAMESPACE, orchestrator);
    control = await Account.of(NAMESPACE, 'control');
    policies = await bringPolicies(NAMESPACE);
    const inForce = async () => {
      const { status } = await account.create(jobs, named(job(), 'miner'));
      return status === REFUSED;
    };
    await untilSeen('policies in force', inForce, 60);
  });

  after(() => removePolicies(NAMESPACE));

  test('has policies in whose expressions the API server finds no fault', async () => {
    assert.equal(policies.length, 6);
    for (const policy of policies) {
      const look = () => warningsOf(policy);
      assert.deepEqual(await untilSeen('a check', look, 60), [], policy);
    }
  });

  for (const task of ['upload', 'verify'] as const) {
    test(`creates its Job "${task}"`, async () => {
      accepted(await account.create(jobs, job(task)));
    });
  }

  test('also creates the upload of the strategy "direct"', async () => {
    const direct = job();
    const [datadir] = direct.spec.template.spec.volumes;
    ensurePresent(datadir).persistentVolumeClaim = {
      claimName: 'execution-geth-0-0',
      readOnly: true,
    };
    accepted(await account.create(jobs, direct));
  });

  test('of another node of the namespace creates its own', async () => {
    const neighbour = await Account.of(NAMESPACE, 'geth-1-snapshot');
    accepted(await neighbour.create(jobs, jobOf(other, 'upload')));
    refused(
      await neighbour.create(jobs, job()),
      /metadata\.name is "geth-0-snapshot-upload"/,
    );
  });

  for (const { title, task, change, refusal } of hostileJobs) {
    test(`does not create ${title}`, async () => {
      const hostile = job(task);
      change(hostile);
      refused(await account.create(jobs, hostile), refusal);
      accepted(await control.create(jobs, hostile));
    });
  }

  test('with the Role of an older release creates no Job, and has a message with the fix', async () => {
    const key = 'ethereum.nodeyard.io/upload-containers';
    const annotate = ['--namespace', NAMESPACE, 'annotate', 'role'];
    const role = ['--namespace', NAMESPACE, 'get', 'role', orchestrator];
    const text = JSON.parse(await kubectl(...role, '--output=json')).metadata
      .annotations[key];
    await kubectl(...annotate, orchestrator, `${key}-`);
    const look = async () => (await account.create(jobs, job())).status > 300;
    await untilSeen('the older Role', look, 30);
    refused(
      await account.create(jobs, job()),
      /Role geth-0-snapshot does not say .* Deploy the node again/,
    );
    await kubectl(...annotate, orchestrator, `${key}=${text}`);
    const again = async () => (await account.create(jobs, job())).status < 300;
    await untilSeen('the Role of this release', again, 30);
  });

  for (const { title, path, method, body, refusal, good } of hostileWrites) {
    test(`does not ${title}`, async () => {
      const at = path(NAMESPACE);
      refused(await account[method](at, body(config)), refusal);
      accepted(await control[method](at, body(config)));
      if (good) accepted(await account[method](at, good(config)));
    });
  }

  test('is held to them, too, where it is newer than policies that were deleted and made again', async () => {
    await removePolicies(NAMESPACE);
    // Those of the whole cluster may be there, too: another test brings them.
    const byOurs = async (one: Account) => {
      const { reasons } = await one.create(jobs, named(job(), 'miner'));
      return reasons.some(reason => reason.includes(`'${NAMESPACE}-jobs'`));
    };
    await untilSeen('no policies', async () => !(await byOurs(account)), 30);
    await bringRelease(NAMESPACE, 'geth-2');
    await bringPolicies(NAMESPACE);
    const newer = await Account.of(NAMESPACE, 'geth-2-snapshot');
    await untilSeen('policies in force', () => byOurs(newer), 60);
  });

  test('does not affect other accounts', async () => {
    const miner = named(job(), 'miner');
    miner.spec.template.spec.serviceAccountName = 'geth-0';
    accepted(await control.create(jobs, miner));
    const backup = await Account.of(NAMESPACE, 'velero-snapshot');
    accepted(await backup.create(jobs, miner));
    const admin = await Account.of(NAMESPACE, 'admin-snapshot');
    accepted(await admin.create(jobs, miner));
    // The names of an orchestrator's objects are not its alone.
    const byHand = job();
    ensurePresent(byHand.spec.template.spec.containers[0]).image =
      'nodeyard.test/x:1';
    accepted(await control.create(jobs, byHand));
    const create = [
      'create',
      'job',
      'by-hand',
      '--image=x',
      '--dry-run=server',
    ];
    await kubectl('--namespace', NAMESPACE, ...create);
  });
});

const named = (job: Job, name: string): Job => ({
  ...job,
  metadata: { ...job.metadata, name },
});

function accepted({ status, reasons }: Answer): void {
  assert.ok(status < 300, `${status}: ${reasons.join('\n')}`);
}

function refused({ status, reasons }: Answer, refusal: RegExp): void {
  assert.equal(status, REFUSED, `${status}: ${reasons.join('\n')}`);
  assert.ok(
    reasons.some(reason => refusal.test(reason)),
    reasons.join('\n'),
  );
}

const RBAC = 'rbac.authorization.k8s.io';
const accountOf = (
  name: string,
  kind: 'Role' | 'ClusterRole',
  role: string,
) => [
  {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: NAMESPACE },
  },
  {
    ...{ apiVersion: `${RBAC}/v1`, kind: 'RoleBinding' },
    metadata: { name: `${name}-test`, namespace: NAMESPACE },
    roleRef: { apiGroup: RBAC, kind, name: role },
    subjects: [{ kind: 'ServiceAccount', name, namespace: NAMESPACE }],
  },
];
const accounts = [
  ...accountOf('control', 'Role', orchestrator),
  // Ends like an orchestrator, and no Role has its name.
  ...accountOf('velero-snapshot', 'Role', orchestrator),
  ...accountOf('admin-snapshot', 'ClusterRole', 'admin'),
];
