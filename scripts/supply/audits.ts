import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { goAdvisories, npmAdvisories } from './advisories';
import type { Ended } from './advisories';
import { goSources, goTools } from './goPrograms';
import { images } from './sbom';
import type { Audit } from './verdict';

const root = resolve(__dirname, '../..');
const tool = (name: string) => join(root, '.tools/bin', name);

/** Runs a program for at most ten minutes, and returns its output and exit code. */
function ended(program: string, ...args: string[]): Ended {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 256 * 1024 * 1024,
    // Programs colour their output if they detect a terminal.
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  return { status, stdout, stderr: `${stderr}\n${error?.message ?? ''}` };
}

/** The database of Go, or another of its form. */
const goDatabase = () => process.env.GOVULNDB || 'https://vuln.go.dev';

/** Whatever registry Yarn is set to. */
const npmDatabase = () =>
  ended('yarn', 'config', 'get', 'npmRegistryServer').stdout.trim() ||
  'the npm registry';

function govulncheck(...args: string[]): Ended {
  const database = process.env.GOVULNDB ? [`-db=${process.env.GOVULNDB}`] : [];
  return ended(tool('govulncheck'), '-json', ...database, ...args);
}

export function auditNpm(): Audit {
  const options = '--all --recursive --no-deprecations --json'.split(' ');
  return {
    name: 'npm',
    database: npmDatabase(),
    result: npmAdvisories(ended('yarn', 'npm', 'audit', ...options)),
  };
}

/** A folder of our own code. */
export function auditGoSource(folder: string): Audit {
  return {
    name: folder,
    database: goDatabase(),
    result: goAdvisories(folder, govulncheck('-C', folder, './...')),
  };
}

/** For code of this repository, called symbols count; for tools, every linked module, since their symbols are stripped. */
export function auditGo(): Audit[] {
  return [
    ...goSources.map(auditGoSource),
    ...goTools().map(name => ({
      name,
      // Of a tool that is not here, none was asked.
      ...(existsSync(tool(name)) && { database: goDatabase() }),
      result: existsSync(tool(name))
        ? goAdvisories(
            name,
            govulncheck(
              '-mode=binary',
              '-scan=module',
              realpathSync(tool(name)),
            ),
          )
        : {
            ok: false as const,
            reason: `it is not installed: scripts/install-dependencies.sh --only ${name}`,
          },
    })),
  ];
}

/** Packages and modules in images are those above. Contents of base images are for image scanners. */
export function auditImages(): Audit {
  const bases = new Set(
    [...images().values()].flatMap(image => [...image.bases.values()]),
  );
  return {
    name: 'images',
    result: {
      ok: false,
      reason: `nothing here scans the bases of images; have the scanner of your registry look at ${[
        ...bases,
      ]
        .sort()
        .join(', ')}`,
    },
  };
}
