import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';

const run = promisify(execFile);

/** A clone of a repository that the template published on this machine. */
export interface Clone {
  /** Renders an environment with the real helmfile and helm; the documents as objects. */
  render(
    environment: string,
  ): Promise<
    Array<{ kind: string; metadata: { name: string; namespace?: string } }>
  >;
  files(): Promise<string[]>;
  remove(): Promise<void>;
}

export async function clone(remoteUrl: string): Promise<Clone> {
  const dir = await mkdtemp(join(tmpdir(), 'nodeyard-e2e-'));
  await run('git', ['clone', '--quiet', remoteUrl, dir], { timeout: 20_000 });
  const env = {
    ...process.env,
    PATH: [resolve('.tools/bin'), process.env.PATH].join(delimiter),
  };
  return {
    render: async environment => {
      const { stdout } = await run(
        'helmfile',
        ['-e', environment, 'template'],
        {
          cwd: dir,
          env,
          timeout: 60_000,
          maxBuffer: 16 * 1024 * 1024,
        },
      );
      return parseAllDocuments(stdout).flatMap(
        document => document.toJS() ?? [],
      );
    },
    files: async () => {
      const { stdout } = await run('git', ['ls-files'], { cwd: dir });
      return stdout.trim().split('\n');
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

/** Where the demo's template publishes, as app-config.yaml says. */
const placesOf = (name: string) =>
  [`${name}.git`, name].map(folder => resolve('.demo/repositories', folder));

/** Whether the template has published anything under a name. */
export async function isPublished(name: string): Promise<boolean> {
  const found = await Promise.all(
    placesOf(name).map(place => stat(place).then(Boolean, () => false)),
  );
  return found.some(Boolean);
}

/** Removes what the template published under a name. */
export async function unpublish(name: string): Promise<void> {
  for (const place of placesOf(name)) {
    await rm(place, { recursive: true, force: true });
  }
}
