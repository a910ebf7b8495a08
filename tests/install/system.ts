import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../gateway/processes';
import { lookAround } from './browser';
import { follow } from './follow';
import { backstageVersions, freshApp, locked } from './freshApp';
import { root } from './packages';
import { start, stop } from './programs';
import { answers } from './registry';
import { stepsOf } from './steps';

/** A frontend system, and the READMEs that lead into it. Together they are all that ask for something. */
export const systems = {
  new: ['README.md'],
  legacy: [
    'plugins/ethereum-nodes-backend/README.md',
    'plugins/ethereum-nodes/README.md',
    'plugins/scaffolder-backend-module-ethereum-nodes/README.md',
    'plugins/scaffolder-module-ethereum-nodes/README.md',
  ],
} as const;
export type System = keyof typeof systems;

export interface Outcome {
  system: System;
  versions: Record<string, string>;
  /** Seconds of each part. */
  times: Record<string, number>;
  steps: number;
  doubled: string[];
}

/** Makes an app, follows the READMEs in it, starts it beside what they start, and looks at it in a browser. */
export async function install(
  system: System,
  options: {
    scratch: string;
    log: string;
    screenshots: string;
  },
): Promise<Outcome> {
  const { scratch, log, screenshots } = options;
  const app = freshApp({
    folder: join(scratch, system),
    log,
    legacy: system === 'legacy',
  });
  const before = locked(app.folder);
  const steps = systems[system].flatMap(file => stepsOf(join(root, file)));
  const processes: ChildProcess[] = [];
  try {
    let ours = 0;
    for (const step of steps) {
      if (step.install === 'beside') {
        processes.push(start(app.place, ['sh', '-ec', `exec ${step.text}`]));
      } else {
        ours += follow(app, step);
      }
    }
    const began = performance.now();
    // Only now, because other programs take ports, too.
    const ports = { app: await freePort(), backend: await freePort() };
    const url = `http://localhost:${ports.app}`;
    const server = start(
      { ...app.place, env: { ...app.place.env, ...onPorts(ports) } },
      ['yarn', 'start'],
    );
    processes.push(server);
    await answers(
      `http://localhost:${ports.backend}/.backstage/health/v1/readiness`,
      server,
      log,
      600,
    );
    await answers(url, server, log, 600, 'text/html');
    const started = (performance.now() - began) / 1000;
    await lookAround(url, join(screenshots, system));
    const seen = (performance.now() - began) / 1000 - started;
    return {
      system,
      versions: backstageVersions(app.folder),
      times: { ...app.times, ours, started, seen },
      steps: steps.length,
      doubled: [...locked(app.folder)]
        .filter(
          ([name, versions]) => versions.size > (before.get(name)?.size ?? 1),
        )
        .map(([name]) => name),
    };
  } finally {
    for (const child of processes.reverse()) await stop(child);
  }
}

/** Ports are what the machine has free, and no step of a README. */
function onPorts({ app, backend }: { app: number; backend: number }) {
  const values = {
    app_baseUrl: `http://localhost:${app}`,
    backend_baseUrl: `http://localhost:${backend}`,
    backend_listen_port: backend,
    backend_cors_origin: `http://localhost:${app}`,
  };
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      `APP_CONFIG_${key}`,
      JSON.stringify(value),
    ]),
  );
}
