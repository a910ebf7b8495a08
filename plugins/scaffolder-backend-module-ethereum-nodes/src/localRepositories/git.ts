import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Who commits: fixed, so that no configuration of the machine is needed and none gets in. */
const author = { name: 'Nodeyard', email: 'nodeyard@localhost' };

/**
 * Runs git without a shell and without the machine's configuration, hooks, templates and credentials.
 * @returns what git printed, without the newline at its end
 */
export async function git(
  args: readonly string[],
  cwd: string,
): Promise<string> {
  const settings = [
    'core.hooksPath=/dev/null',
    'commit.gpgSign=false',
    'core.autocrlf=false',
    'gc.auto=0',
  ];
  const options = settings.flatMap(setting => ['-c', setting]);
  try {
    const { stdout } = await run('git', [...options, ...args], {
      cwd,
      env: environment(),
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout.trimEnd();
  } catch (error) {
    throw new Error(`git ${args[0]} failed: ${complaintOf(error)}`, {
      cause: error,
    });
  }
}

function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LC_ALL: 'C',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
  };
}

function complaintOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') {
    return 'there is no git on PATH of the backend';
  }
  const stderr = 'stderr' in error ? String(error.stderr).trim() : '';
  return stderr === '' ? error.message : stderr;
}
