import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { ensurePresent } from '../ensurePresent';

/** What a report is about: the commit, and the programs that are not this repository's. */
export async function versions(root: string): Promise<Record<string, string>> {
  const first = async (file: string, ...args: string[]) => {
    const { stdout } = await promisify(execFile)(file, args, { cwd: root });
    return ensurePresent(stdout.split('\n')[0]);
  };
  const [commit, changed, geth, haproxy, [postgres]] = await Promise.all([
    first('git', 'rev-parse', '--short', 'HEAD'),
    first('git', 'status', '--porcelain', '--untracked-files=no'),
    first('geth', '--version'),
    first('haproxy', '-v'),
    readdir('/usr/lib/postgresql'),
  ]);
  return {
    commit: changed ? `${commit} with changes` : commit,
    Node: process.version,
    geth: geth.replace(/^geth version /, ''),
    HAProxy: /[\d.]+/.exec(haproxy)?.[0] ?? haproxy,
    PostgreSQL: ensurePresent(postgres),
    machine: `${cpus().length} processors, ${Math.round(
      totalmem() / 2 ** 30,
    )} GiB`,
  };
}
