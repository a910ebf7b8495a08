import type { RecordedApiServer } from './RecordedApiServer';

interface FakeJob {
  metadata: { name: string; uid: string };
  status: {
    ready?: number;
    conditions: Array<{
      type: string;
      status: string;
      lastTransitionTime?: string;
    }>;
  };
}

const labels = {
  'ethereum.nodeyard.io/role': 'snapshot',
  'ethereum.nodeyard.io/node': 'geth',
};

/**
 * One CronJob and its Jobs in an API server, in place of a real one, which the tests of this package do not start: it has the objects'
 * names, conflicts and refusals of a real one, and no admission.
 */
export class FakeCronJobs {
  jobs: FakeJob[] = [];
  cronJob: ReturnType<typeof FakeCronJobs.cronJob> | undefined;
  /** Keys of the state ConfigMap of the orchestrator. */
  state: Record<string, string> = {};
  /** What the service account may not do: verb and resource. */
  forbidden = '';

  constructor(api: RecordedApiServer, namespace: string, name: string) {
    this.cronJob = FakeCronJobs.cronJob(name);
    const path = `/apis/batch/v1/namespaces/${namespace}`;
    api.overrides.set(`${path}/cronjobs/${name}`, () =>
      this.answer('get cronjobs', () =>
        this.cronJob
          ? { status: 200, body: this.cronJob }
          : { status: 404, body: { kind: 'Status', message: 'not found' } },
      ),
    );
    api.overrides.set(
      `/api/v1/namespaces/${namespace}/configmaps/${name}-state`,
      () =>
        this.answer('get configmaps', () => ({
          status: 200,
          body: { metadata: {}, data: this.state },
        })),
    );
    api.overrides.set(`${path}/jobs`, (method, body) =>
      method === 'POST'
        ? this.answer('create jobs', () => this.create(JSON.parse(body)))
        : this.answer('list jobs', () => ({
            status: 200,
            body: { metadata: {}, items: this.jobs },
          })),
    );
  }

  static cronJob(name: string, suspend = false) {
    return {
      metadata: {
        name,
        uid: 'uid-of-cron-job',
        labels: labels as Record<string, string>,
      },
      spec: {
        suspend,
        concurrencyPolicy: 'Forbid',
        jobTemplate: {
          metadata: { labels },
          spec: {
            backoffLimit: 20,
            template: { spec: { containers: [{ name: 'orchestrator' }] } },
          },
        },
      },
    };
  }

  endAll(type: 'Complete' | 'Failed' = 'Complete') {
    const lastTransitionTime = new Date().toISOString();
    for (const { status } of this.jobs) {
      status.conditions = [{ type, status: 'True', lastTransitionTime }];
    }
  }

  private answer(
    right: string,
    work: () => { status: number; body: unknown },
  ): { status: number; body: unknown } {
    return this.forbidden === right
      ? { status: 403, body: { kind: 'Status', message: 'forbidden' } }
      : work();
  }

  private create(job: FakeJob) {
    const { name } = job.metadata;
    if (this.jobs.some(other => other.metadata.name === name)) {
      return { status: 409, body: { kind: 'Status', message: 'exists' } };
    }
    const uid = `uid-${this.jobs.length}`;
    const created = {
      ...job,
      metadata: {
        ...job.metadata,
        uid,
        creationTimestamp: new Date().toISOString(),
      },
      status: { conditions: [] },
    };
    this.jobs.push(created);
    return { status: 201, body: created };
  }
}
