import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ensurePresent } from '../../ensurePresent';
import {
  type LastRun,
  lastRunSchema,
} from '../../../packages/snapshot-store/src/run/lastRun';
import {
  type Phase,
  phases,
  type RunState,
  stateSchema,
} from '../../../packages/snapshot-store/src/run/runState';
import { accessBy, kubectl, read } from '../cluster';
import { root, work } from '../deployment';

/** Name of the node in every repository of these tests. */
export const NODE = 'geth-0';

const mapSchema = z.object({
  data: z.record(z.string(), z.string()).optional(),
});
const statefulSetSchema = z.object({
  spec: z.object({ replicas: z.number() }),
  status: z.object({ readyReplicas: z.number().optional() }),
});
const claimsSchema = z.object({ exp: z.number(), iat: z.number() });
const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({
        containerStatuses: z
          .array(
            z.object({
              containerID: z.string().optional(),
              state: z.object({
                terminated: z.object({ exitCode: z.number() }).optional(),
              }),
            }),
          )
          .optional(),
      }),
    }),
  ),
});

/** The orchestrator of the node in one namespace, and what can be seen of both. */
export class Orchestrator {
  private runs = 0;

  constructor(readonly namespace: string) {}

  /** What the state ConfigMap says. */
  async readState(): Promise<{ state?: RunState; last?: LastRun }> {
    const path = `${this.core}/configmaps/${NODE}-snapshot-state`;
    const { data = {} } = (await read(path, mapSchema)) ?? {};
    const state = data['state.json'];
    const last = data['last.json'];
    return {
      state: state ? stateSchema.parse(JSON.parse(state)) : undefined,
      last: last ? lastRunSchema.parse(JSON.parse(last)) : undefined,
    };
  }

  /** The state once it is in that phase or, where that one was over in no time, in a later one. */
  async reached(phase: Phase): Promise<RunState | undefined> {
    const { state } = await this.readState();
    if (!state || state.phase === 'undo') return undefined;
    const isThere = phases.indexOf(state.phase) >= phases.indexOf(phase);
    return isThere ? state : undefined;
  }

  /** Whether the node is up: scaled to 1, and its pod ready. */
  async nodeRuns(): Promise<boolean> {
    const path = `/apis/apps/v1/namespaces/${this.namespace}/statefulsets/${NODE}`;
    const found = await read(path, statefulSetSchema);
    return found?.spec.replicas === 1 && found.status.readyReplicas === 1;
  }

  /** Start the chart's CronJob now. @returns the name of its Job */
  async start(): Promise<string> {
    this.runs += 1;
    const name = `run-${this.runs}`;
    await this.kubectl(
      ...['create', 'job', name, `--from=cronjob/${NODE}-snapshot`],
    );
    return name;
  }

  /**
   * Start it on this machine, with the account and the configuration of the CronJob: without waiting for a pod. It can do
   * all but ask the node, which only pods can reach.
   */
  async startHere(): Promise<ChildProcess> {
    this.runs += 1;
    const folder = join(work, `run-${this.runs}`);
    await mkdir(folder);
    const map = await read(
      `${this.core}/configmaps/${NODE}-snapshot`,
      mapSchema,
    );
    const config = join(folder, 'config.json');
    await writeFile(config, map?.data?.['config.json'] ?? '');
    const token = await this.kubectl('create', 'token', `${NODE}-snapshot`);
    const kubeconfig = join(folder, 'kubeconfig.json');
    await writeFile(kubeconfig, JSON.stringify(accessBy(token)));
    const program = join(root, 'packages/snapshots/bin/snapshot-builder.cjs');
    const run = ['300', process.execPath, program, 'run'];
    const log = openSync(join(folder, 'log'), 'a');
    return spawn('timeout', [...run, '--config', config], {
      stdio: ['ignore', log, log],
      env: { ...process.env, KUBECONFIG: kubeconfig },
      detached: true,
    });
  }

  /** Kill it the hard way, as a machine that fails would, and let nothing start it again. */
  async kill(job: string): Promise<void> {
    for (const id of await this.containerIds(job)) {
      readdirSync('/proc')
        .filter(entry => /^\d+$/.test(entry))
        .filter(entry => controlGroup(entry).includes(id))
        .forEach(entry => process.kill(Number(entry), 'SIGKILL'));
    }
    await this.kubectl('delete', 'job', job, '--wait=false');
  }

  /** Wait until a Job has ended. @returns the exit code of its container */
  async end(job: string, seconds: number): Promise<number> {
    const code = await untilSeen(
      `the end of Job ${job}`,
      async () => {
        const [status] = (await this.pods(job)).flatMap(pod =>
          (pod.status.containerStatuses ?? []).flatMap(({ state }) =>
            state.terminated ? [state.terminated] : [],
          ),
        );
        return status && { exitCode: status.exitCode };
      },
      seconds,
    );
    return code.exitCode;
  }

  /** What the orchestrator of a Job wrote. */
  log(job: string): Promise<string> {
    return this.kubectl('logs', `job/${job}`);
  }

  /** For how many seconds the token that a Job's pod was given is good. */
  async tokenSeconds(job: string): Promise<number> {
    const file = '/var/run/secrets/kubernetes.io/serviceaccount/token';
    const program = `process.stdout.write(fs.readFileSync('${file}'))`;
    const node = ['/usr/local/bin/node', '-e', program];
    const token = await this.kubectl('exec', `job/${job}`, '--', ...node);
    const claims = Buffer.from(
      ensurePresent(token.split('.')[1]),
      'base64url',
    ).toString();
    const { exp, iat } = claimsSchema.parse(JSON.parse(claims));
    return exp - iat;
  }

  kubectl(...args: string[]): Promise<string> {
    return kubectl('--namespace', this.namespace, ...args);
  }

  private get core(): string {
    return `/api/v1/namespaces/${this.namespace}`;
  }

  private async containerIds(job: string): Promise<string[]> {
    return (await this.pods(job)).flatMap(pod =>
      (pod.status.containerStatuses ?? []).flatMap(({ containerID, state }) =>
        containerID && !state.terminated
          ? [containerID.replace('containerd://', '')]
          : [],
      ),
    );
  }

  private async pods(job: string) {
    const path = `${this.core}/pods?labelSelector=job-name%3D${job}`;
    return (await read(path, podsSchema))?.items ?? [];
  }
}

/** Wait until something is so, looking several times a second. @throws Error when it does not come in time */
export async function untilSeen<T>(
  what: string,
  check: () => Promise<T | undefined | false>,
  seconds: number,
  everyMs = 250,
): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > deadline) {
      throw new Error(`not seen in ${seconds} s: ${what}`);
    }
    await sleep(everyMs);
  }
}

function controlGroup(processId: string): string {
  try {
    return readFileSync(`/proc/${processId}/cgroup`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}
