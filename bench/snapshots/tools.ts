import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensurePresent } from '../../tests/ensurePresent';

/** A command line with its environment. */
export interface CommandLine {
  command: string[];
  env?: Record<string, string>;
}

/** A way to copy a datadir, as command lines in the order in which they are run. */
export interface Tool {
  name: string;
  /** Undefined when it is not installed. */
  version: string | undefined;
  /** Whether a second build and restore take all again: then they are not run. */
  whole?: boolean;
  build(work: Places, nth: number): CommandLine[];
  restore(work: Places, nth: number): CommandLine[];
}

export interface Places {
  source: string;
  store: string;
  target: string;
  /** The store is a bucket whose objects are files in the folder `store`. */
  bucket?: { endpoint: string; bucket: string };
}

/** Ours from its bundle, as the images run it, and what operators use today. */
export function tools(packageRoot: string, toBucket = false): Tool[] {
  const both = [ours(packageRoot), restic()];
  return toBucket ? both : [...both, rsync(), cp()];
}

function ours(packageRoot: string): Tool {
  const program = (name: string) => [
    process.execPath,
    join(packageRoot, `bin/dist/${name}.mjs`),
  ];
  const place = ({ store, bucket }: Places) => [
    '--store',
    ...(bucket
      ? [`s3://${bucket.bucket}/ours`, '--s3-endpoint', bucket.endpoint]
      : [store]),
    '--network',
    'devnet',
    '--client',
    'geth',
    '--quiet',
    '--json',
  ];
  const hash = `0x${'11'.repeat(32)}`;
  return {
    name: 'ours',
    version: 'this checkout',
    build: (work, nth) => [
      {
        command: [
          ...program('snapshot-builder'),
          'build',
          ...place(work),
          '--datadir',
          work.source,
          '--client-version',
          '1.17.8',
          '--scheme',
          'path',
          '--block',
          String(nth),
          '--block-hash',
          hash,
          '--genesis-hash',
          hash,
          '--block-time',
          '0',
        ],
      },
    ],
    restore: work => [
      {
        command: [
          ...program('delta-sync'),
          'restore',
          ...place(work),
          '--datadir',
          work.target,
          '--allow-unverified',
        ],
      },
    ],
  };
}

function restic(): Tool {
  const version = reported(['restic', 'version']);
  const env = (work: Places) => ({
    RESTIC_PASSWORD: 'benchmark',
    RESTIC_REPOSITORY: work.bucket
      ? `s3:${work.bucket.endpoint}/${work.bucket.bucket}/restic`
      : work.store,
    RESTIC_CACHE_DIR: `${work.store}-cache`,
  });
  // From 0.17 on, restic can bring an existing folder to a snapshot; before, it writes every file again.
  const inPlace = version !== undefined && !/^0\.(\d|1[0-6])\./.test(version);
  return {
    name: 'restic',
    version,
    build: (work, nth) => [
      ...(nth === 1
        ? [{ command: ['restic', 'init', '--quiet'], env: env(work) }]
        : []),
      { command: ['restic', 'backup', '--quiet', work.source], env: env(work) },
    ],
    restore: (work, nth) => [
      {
        command: [
          'restic',
          'restore',
          '--quiet',
          'latest',
          '--target',
          work.target,
          // Trusting times, as ours and rsync do: its default reads every file again.
          ...(inPlace && nth > 1
            ? ['--delete', '--overwrite', 'if-changed']
            : []),
        ],
        env: env(work),
      },
    ],
  };
}

function rsync(): Tool {
  const copy = (from: string, to: string) => [
    { command: ['rsync', '-a', '--delete', '--inplace', `${from}/`, to] },
  ];
  return {
    name: 'rsync',
    version: reported(['rsync', '--version']),
    build: work => copy(work.source, work.store),
    restore: work => copy(work.store, work.target),
  };
}

function cp(): Tool {
  const copy = (from: string, to: string) => [
    { command: ['cp', '-a', `${from}/.`, to] },
  ];
  return {
    name: 'cp -a',
    version: 'coreutils',
    whole: true,
    build: work => copy(work.source, work.store),
    restore: work => copy(work.store, work.target),
  };
}

function reported(command: string[]): string | undefined {
  const { stdout, status } = spawnSync(
    ensurePresent(command[0]),
    command.slice(1),
    {
      encoding: 'utf8',
    },
  );
  return status === 0 ? /\d+\.\d+\.\d+/.exec(stdout)?.[0] : undefined;
}
