import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { expectAnswer, recordExample } from './__testUtils__/contract';
import { FakeCronJobs } from './__testUtils__/FakeCronJobs';
import { ManualScheduler } from './__testUtils__/ManualScheduler';
import { RecordedApiServer } from './__testUtils__/RecordedApiServer';
import ethereumNodesPlugin from './index';

jest.setTimeout(180_000);

const GETH = '/nodes/reader~payments~geth/snapshots';

let api: RecordedApiServer;
let cluster: FakeCronJobs;
/** Permissions that the policy denies. */
let denied: string[] = [];
/** Audit events of requests, with their outcome. */
let audited: object[] = [];
const auditor: AuditorService = {
  createEvent: async ({ eventId, meta }) => {
    const end = (outcome: string) => async (options?: { meta?: object }) => {
      if (eventId === 'snapshot-request') {
        audited.push({ outcome, meta: { ...meta, ...options?.meta } });
      }
    };
    return { success: end('success'), fail: end('fail') };
  },
};
let post: (path: string) => request.Test;
let get: (path: string) => request.Test;

const decide = async (requests: Array<{ permission: { name: string } }>) =>
  requests.map(({ permission }) => {
    const result: AuthorizeResult.ALLOW | AuthorizeResult.DENY =
      denied.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW;
    return { result };
  });

async function startBackend(kubernetes: object) {
  const scheduler = new ManualScheduler();
  const { server } = await startTestBackend({
    features: [
      ethereumNodesPlugin,
      kubernetesPlugin,
      catalogServiceMock.factory(),
      scheduler.factory,
      // Not the mocks of backend-test-utils, which are reset before each test.
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => auditor,
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => ({ authorize: decide, authorizeConditional: decide }),
      }),
      mockServices.rootConfig.factory({
        data: {
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: [
                  {
                    name: 'reader',
                    url: api.url,
                    authProvider: 'serviceAccount',
                    serviceAccountToken: 'reader',
                  },
                ],
              },
            ],
          },
          ethereumNodes: {
            kubernetes,
            nodes: {
              listed: {
                network: 'sepolia',
                executionUrl: 'http://127.0.0.1:9',
              },
            },
          },
        },
      }),
    ],
  });
  await scheduler.run('discover');
  const base = '/api/ethereum-nodes';
  return {
    post: (path: string) => request(server).post(`${base}${path}`),
    get: (path: string) => request(server).get(`${base}${path}`),
  };
}

beforeAll(async () => {
  api = await RecordedApiServer.start();
  ({ post, get } = await startBackend({ requestSnapshots: true }));
});
afterAll(() => api.stop());
beforeEach(() => {
  cluster = new FakeCronJobs(api, 'payments', 'geth-snapshot');
  denied = [];
  audited = [];
});

const errorOf = async (answer: request.Test, status: number) => {
  const { body } = await answer.expect(status);
  return body.error;
};

describe('a requested snapshot', () => {
  it('is a Job from the CronJob of the node, with the requester', async () => {
    const { body } = await post(GETH).expect(202);
    expectAnswer('requestSnapshot', body);
    recordExample('requestSnapshot', body);
    expect(body).toMatchObject({
      cluster: 'reader',
      namespace: 'payments',
      cronJob: 'geth-snapshot',
      requestedBy: 'user:default/mock',
    });
    expect(cluster.jobs).toMatchObject([
      {
        metadata: {
          name: body.job,
          labels: { 'ethereum.nodeyard.io/role': 'snapshot' },
          annotations: {
            'cronjob.kubernetes.io/instantiate': 'manual',
            'ethereum.nodeyard.io/requested-by': 'user:default/mock',
          },
          ownerReferences: [
            { kind: 'CronJob', name: 'geth-snapshot', uid: 'uid-of-cron-job' },
          ],
        },
        spec: { backoffLimit: 20, template: { spec: { containers: [{}] } } },
      },
    ]);
  });

  it('is refused while another run is active, and accepted after its end', async () => {
    const { body: first } = await post(GETH).expect(202);
    expect(await errorOf(post(GETH), 409)).toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(first.job),
      job: first.job,
    });
    cluster.endAll();
    const { body: second } = await post(GETH).expect(202);
    expect(second.job).not.toBe(first.job);
    expect(cluster.jobs).toHaveLength(2);
  });

  it('is one Job if it is requested twice at once', async () => {
    const answers = await Promise.all([post(GETH), post(GETH), post(GETH)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    expect(cluster.jobs).toHaveLength(1);
  });

  it('leaves a body unread', async () => {
    const { body } = await post(GETH)
      .set('content-type', 'application/json')
      .send(`{"namespace":"kube-system","__proto__":{"a":[[[[`)
      .expect(202);
    expect(body.namespace).toBe('payments');
  });

  it('is an audit event, also if it is refused', async () => {
    const { body } = await post(GETH).expect(202);
    denied = ['ethereum-nodes.snapshot.create'];
    await post(GETH).expect(403);
    const meta = { queryType: 'by-node', id: 'reader~payments~geth' };
    expect(audited).toEqual([
      { outcome: 'success', meta: { ...meta, job: body.job } },
      { outcome: 'fail', meta },
    ]);
  });
});

function expectNoJob(): void {
  expect(cluster.jobs).toEqual([]);
}

describe('a request is refused', () => {
  afterEach(expectNoJob);

  it('without its permission', async () => {
    denied = ['ethereum-nodes.snapshot.create'];
    expect(await errorOf(post(GETH), 403)).toMatchObject({
      message: expect.stringContaining('ethereum-nodes.snapshot.create'),
    });
  });

  it('for a node that does not exist, or that the caller may not see', async () => {
    const none = post('/nodes/reader~payments~none/snapshots');
    expect((await errorOf(none, 404)).message).toContain('There is no node');
    denied = ['ethereum-nodes.node.read'];
    expect((await errorOf(post(GETH), 403)).name).toBe('NotAllowedError');
  });

  it('for a node that is not in a cluster', async () => {
    const error = await errorOf(post('/nodes/static~listed/snapshots'), 400);
    expect(error.message).toContain('is not in a Kubernetes cluster');
  });

  it('for a node without a CronJob of snapshots', async () => {
    cluster.cronJob = undefined;
    const error = await errorOf(post(GETH), 404);
    expect(error.message).toContain('snapshots.enabled: true');
    cluster.cronJob = { ...FakeCronJobs.cronJob('geth-snapshot') };
    cluster.cronJob.metadata.labels = { app: 'backup' };
    await post(GETH).expect(404);
  });

  it('while its CronJob is suspended', async () => {
    cluster.cronJob = FakeCronJobs.cronJob('geth-snapshot', true);
    const error = await errorOf(post(GETH), 409);
    expect(error.message).toContain('snapshots.suspend: false');
  });

  it.each(['get cronjobs', 'list jobs', 'create jobs'])(
    'with the missing right, if the service account may not %s',
    async right => {
      cluster.forbidden = right;
      const [verb, resource] = right.split(' ');
      const error = await errorOf(post(GETH), 503);
      expect(error.message).toContain(
        `Grant the verb "${verb}" on the resource "${resource}"`,
      );
    },
  );

  it.each(['{"kind":"CronJob"}', '[[[[', '{"metadata":{"name":"","uid":""}}'])(
    'after an invalid answer of the API server: %s',
    async body => {
      const path = '/apis/batch/v1/namespaces/payments/cronjobs/geth-snapshot';
      api.overrides.set(path, { status: 200, body });
      const error = await errorOf(post(GETH), 503);
      expect(error.message).toContain('answer about cronjobs is invalid');
    },
  );

  it('unless the configuration enables it', async () => {
    const other = await startBackend({});
    const error = await errorOf(other.post(GETH), 501);
    expect(error.message).toContain('requestSnapshots: true');
    const { body } = await other.get(`${GETH}/run`).expect(200);
    expect(body).toEqual({ request: 'not-enabled' });
  });
});

describe('the newest run', () => {
  const run = async () => {
    const { body } = await get(`${GETH}/run`).expect(200);
    expectAnswer('getSnapshotRun', body);
    return body;
  };
  /** Requests a snapshot, which also forgets the answers that are recent. */
  const requested = async () => {
    const { body } = await post(GETH).expect(202);
    return body.job as string;
  };
  const stateOf = (job: string, state: object = {}) => ({
    'state.json': JSON.stringify({
      format: 'nodeyard-snapshot-state/1',
      run: '1',
      holder: `${job}-x2x1z_0a1b2c3d`,
      phase: 'capture',
      phaseSince: '2026-11-23T12:00:00Z',
      startedAt: '2026-11-23T11:59:00Z',
      strategy: 'csi',
      durations: {},
      ...state,
    }),
  });
  const lastRun = (last: object) => ({
    'last.json': JSON.stringify({
      format: 'nodeyard-snapshot-last/1',
      endedAt: inWholeSeconds(Date.now() + 1000),
      result: 'done',
      failuresInARow: 0,
      durationSeconds: {},
      ...last,
    }),
  });

  it('is queued, and running as soon as its pod is ready', async () => {
    const job = await requested();
    expect(await run()).toMatchObject({
      request: 'allowed',
      run: { job, status: 'queued', requestedBy: 'user:default/mock' },
    });
    for (const { status } of cluster.jobs) status.ready = 1;
    await expectSoon(async () => (await run()).run.status, 'running');
  });

  it('has the phase of its orchestrator', async () => {
    const job = await requested();
    const stopped = {
      replicas: 1,
      podUid: '1',
      since: '2026-11-23T12:00:00Z',
    };
    cluster.state = stateOf(job, { stopped });
    const body = await run();
    recordExample('getSnapshotRun', body);
    expect(body.run).toMatchObject({
      status: 'running',
      phase: 'capture',
      phaseSince: '2026-11-23T12:00:00Z',
      nodeStopped: true,
    });
  });

  it('has no phase of a run that another Job left', async () => {
    await requested();
    cluster.state = stateOf('geth-snapshot-0000000000');
    expect((await run()).run).toEqual({
      job: expect.any(String),
      status: 'queued',
      createdAt: expect.any(String),
      requestedBy: 'user:default/mock',
      logsCommand: expect.stringContaining('kubectl --namespace payments logs'),
    });
  });

  it('has the reason of a rollback, without credentials', async () => {
    const job = await requested();
    cluster.state = stateOf(job, {
      phase: 'undo',
      failure: {
        phase: 'upload',
        kind: 'store-unavailable',
        code: 'store-unavailable',
        message: 'https://user:secret@store does not answer',
      },
    });
    const body = await run();
    expect(body.run).toMatchObject({
      phase: 'undo',
      nodeStopped: false,
      failure: { code: 'store-unavailable' },
    });
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('is complete with the snapshot that was verified', async () => {
    await requested();
    const id = '9712345-20261123T030000Z-0a1b2c3d';
    const at = '2026-11-23T03:00:00Z';
    cluster.state = lastRun({
      snapshot: {
        id,
        block: 9_712_345,
        takenAt: at,
        verifiedAt: at,
        sizeBytes: 1,
        newBytes: 1,
      },
    });
    cluster.endAll();
    expect((await run()).run).toMatchObject({
      status: 'complete',
      snapshot: id,
      endedAt: expect.any(String),
    });
  });

  it.each([
    ['of its own', 1000, { code: 'unclean-exit', message: 'exit code 137' }],
    ['not of an earlier run', -60_000, undefined],
  ])('has failed, with the reason %s', async (_, afterMs, failure) => {
    await requested();
    cluster.state = lastRun({
      result: 'refused',
      code: 'unclean-exit',
      message: 'exit code 137',
      failuresInARow: 1,
      endedAt: inWholeSeconds(Date.now() + afterMs),
    });
    cluster.endAll('Failed');
    const { status, failure: found } = (await run()).run;
    expect({ status, failure: found }).toEqual({ status: 'failed', failure });
  });

  it('has no phase without the right, which the answer names', async () => {
    const job = await requested();
    cluster.state = stateOf(job);
    cluster.forbidden = 'get configmaps';
    const body = await run();
    expect(body.run).toMatchObject({ job, status: 'queued' });
    expect(body.problem).toContain(
      'Grant the verb "get" on the resource "configmaps"',
    );
    expect(body.problemCoded).toMatchObject({ code: 'with-server-message' });
  });

  it.each(['{', '[]', '{"format":"nodeyard-snapshot-state/2"}', '[[[['])(
    'has no phase if the state is %s',
    async text => {
      await requested();
      cluster.state = { 'state.json': text, 'last.json': text };
      expect((await run()).run).toMatchObject({ status: 'queued' });
    },
  );

  it('is shown to callers who may not request one', async () => {
    const job = await requested();
    denied = ['ethereum-nodes.snapshot.create'];
    expect(await run()).toMatchObject({
      request: 'not-permitted',
      run: { job },
    });
    denied = ['ethereum-nodes.node.read'];
    await get(`${GETH}/run`).expect(403);
  });

  it('is read once for callers who ask at the same time', async () => {
    await requested();
    api.requests.length = 0;
    await Promise.all([run(), run(), run()]);
    await run();
    expect(api.requests).toHaveLength(3);
  });

  it('does not exist for nodes outside of clusters', async () => {
    const { body } = await get('/nodes/static~listed/snapshots/run').expect(
      200,
    );
    expect(body).toEqual({ request: 'not-in-cluster' });
  });
});

function inWholeSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, '');
}

async function expectSoon(
  read: () => Promise<unknown>,
  expected: unknown,
): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const value = await read();
    if (value === expected || Date.now() > deadline) {
      expect(value).toBe(expected);
      return;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 200);
    });
  }
}
