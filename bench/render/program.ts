import { spawnSync } from 'node:child_process';

/** What a program printed, and what it cost with the programs that it started, in milliseconds. */
export interface Result {
  output: string;
  wall: number;
  /** Time of all processors: on a busy machine steadier than the wall clock. */
  cpu: number;
}

/** Bash measures, because Node.js has no resource usage of children. */
const MEASURED = 'TIMEFORMAT="%R %U %S"; time "$@"';

/**
 * Runs a program to its end.
 *
 * @throws Error with its standard error when it fails
 */
export function run(
  name: string,
  args: readonly string[],
  folder: string,
): Result {
  const result = spawnSync('bash', ['-c', MEASURED, 'bash', name, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 256 * 1024 * 1024,
  });
  if (result.error) throw result.error;
  if (result.status !== 0) {
    throw new Error(`${name} ${args.join(' ')}: ${result.stderr}`);
  }
  const times = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(result.stderr) ?? [];
  const [wall = NaN, user = NaN, system = NaN] = times
    .slice(1)
    .map(seconds => Number(seconds) * 1000);
  return { output: result.stdout, wall, cpu: user + system };
}
