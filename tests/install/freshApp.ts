import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, type Place } from './programs';

export interface FreshApp {
  folder: string;
  place: Place;
  /** Seconds of each step. */
  times: { create: number; install: number };
}

/**
 * What create-app of this moment makes, with every package of Backstage at the newest version that the registry has. Between two
 * releases of create-app that is what `backstage-cli versions:bump` does, which needs more than a registry.
 */
export function freshApp(options: {
  folder: string;
  log: string;
  legacy?: boolean;
  env?: Record<string, string>;
}): FreshApp {
  const { folder, log, legacy } = options;
  const parent = join(folder, '..');
  mkdirSync(parent, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  // No package of a new app has to be compiled, and a machine without a compiler should not try.
  const env = {
    ...options.env,
    YARN_ENABLE_SCRIPTS: '0',
    // On a busy machine registries close connections that Yarn 4.13 holds for too long, and its own retry ends it.
    YARN_HTTP_TIMEOUT: '300000',
    YARN_HTTP_RETRY: '0',
    YARN_NETWORK_CONCURRENCY: '10',
  };
  const create = run(
    {
      cwd: parent,
      env: { ...env, BACKSTAGE_APP_NAME: 'fresh' },
      log,
    },
    [
      ...['npx', '--yes', '@backstage/create-app@latest', '--skip-install'],
      ...['--path', folder, ...(legacy ? ['--legacy'] : [])],
    ],
  );
  const place = { cwd: folder, env, log };
  edit(join(folder, 'package.json'), text =>
    text.replace(/("typescript": )"[^"]*"/, '$1"~5.9.0"'),
  );
  // The version of create-app is compiled on install; this one brings its binaries along.
  edit(join(folder, 'packages/backend/package.json'), text =>
    text.replace(/("better-sqlite3": )"[^"]*"/, '$1"^13.2.0"'),
  );
  const install =
    run(place, ['yarn', 'up', '--mode=update-lockfile', '@backstage/*']) +
    run(place, ['yarn', 'up', '-R', '--mode=update-lockfile', '@backstage/*']) +
    run(place, ['yarn', 'install']);
  // A new app waits three days with what was published, and ours was a moment ago.
  const impatient = { ...env, YARN_NPM_MINIMAL_AGE_GATE: '0' };
  return {
    folder,
    place: { ...place, env: impatient },
    times: { create, install },
  };
}

/** Versions by package name, from a lock file of Yarn. */
export function locked(folder: string): Map<string, Set<string>> {
  const versions = new Map<string, Set<string>>();
  const lock = readFileSync(join(folder, 'yarn.lock'), 'utf8');
  for (const [, name = '', version = ''] of lock.matchAll(
    /^ {2}resolution: "(@?[^@"]+)@npm:([^":]+)/gm,
  )) {
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  return versions;
}

/** The versions by which one knows a release of Backstage. */
export function backstageVersions(folder: string): Record<string, string> {
  const versions = locked(folder);
  return Object.fromEntries(
    [
      '@backstage/cli',
      '@backstage/frontend-plugin-api',
      '@backstage/ui',
      '@backstage/backend-defaults',
      '@backstage/plugin-scaffolder-backend',
    ].map(name => [name, [...(versions.get(name) ?? [])].join(', ')]),
  );
}

export function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}
