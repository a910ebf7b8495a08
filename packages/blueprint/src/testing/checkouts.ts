import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryFiles } from '../repository/repository';
import { writeRepository } from '../repository/write';
import { aPlan } from './plans';
import { toolPath } from './tools';

const execute = promisify(execFile);

export interface Ended {
  code: number;
  /** Both streams. */
  output: string;
}

/** A team repository under git, as a runner has it. */
export interface Checkout {
  directory: string;
  git: (...args: string[]) => Promise<string>;
  /** Runs a script with these variables, and none of the machine's but PATH. */
  run: (
    command: string,
    variables?: Record<string, string>,
    ...args: string[]
  ) => Promise<Ended>;
  /** Replaces a text of a file, which it must have. */
  edit: (path: string, from: string, to: string) => Promise<void>;
  /** Commits everything. */
  commit: (message: string) => Promise<string>;
}

const identity = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

export async function aCheckout(
  home: string,
  changes: Record<string, unknown> = {},
): Promise<Checkout> {
  const directory = join(home, 'repository');
  await cp(await committed(changes), directory, { recursive: true });
  const git = (...args: string[]) => runGit(directory, home, args);
  return {
    directory,
    git,
    async commit(message) {
      await git('add', '--all');
      await git('commit', '--quiet', '--message', message);
      return git('rev-parse', 'HEAD');
    },
    run: (command, variables = {}, ...args) =>
      ended(
        execute(command, args, {
          cwd: directory,
          env: { PATH: toolPath, HOME: home, TMPDIR: home, ...variables },
          maxBuffer: 32 * 1024 * 1024,
        }),
      ),
    async edit(path, from, to) {
      const file = join(directory, path);
      const text = await readFile(file, 'utf8');
      if (!text.includes(from)) throw new Error(`${path} lacks ${from}`);
      await writeFile(file, text.replace(from, to));
    },
  };
}

async function runGit(directory: string, home: string, args: string[]) {
  const { stdout } = await execute('git', args, {
    cwd: directory,
    env: { PATH: toolPath, HOME: home, ...identity },
  });
  return stdout.trim();
}

const made = new Map<string, Promise<string>>();

/** Folder of a committed repository, which is made once for all tests of a file. */
function committed(changes: Record<string, unknown>): Promise<string> {
  const name = JSON.stringify(changes);
  const folder = made.get(name) ?? make(changes);
  made.set(name, folder);
  return folder;
}

async function make(changes: Record<string, unknown>): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'nodeyard-checkout-'));
  const directory = join(home, 'repository');
  await writeRepository(await repositoryFiles(aPlan(changes)), directory);
  const git = (...args: string[]) => runGit(directory, home, args);
  await git('init', '--quiet', '--initial-branch', 'main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Add the nodes');
  return directory;
}

async function ended(
  running: Promise<{ stdout: string; stderr: string }>,
): Promise<Ended> {
  try {
    const { stdout, stderr } = await running;
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = Object(error);
    if (typeof code !== 'number') throw error;
    return { code, output: `${stdout}${stderr}` };
  }
}
