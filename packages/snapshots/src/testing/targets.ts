import { spawn } from 'node:child_process';
import {
  chown,
  lchown,
  lstat,
  readdir,
  readFile,
  readlink,
} from 'node:fs/promises';
import { join } from 'node:path';
import { hexDigestOf } from '../format/digest';
import { ANOTHER_USER } from './targetKinds';

/** Change the owner of a folder's contents, except of files that belong to another user on purpose. */
export async function chownTree(folder: string, uid: number): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      await chownTree(path, uid);
    } else if ((await lstat(path)).uid !== ANOTHER_USER) {
      await lchown(path, uid, uid).catch(() => {});
    }
  }
  if ((await lstat(folder)).uid !== ANOTHER_USER) await chown(folder, uid, uid);
}

/** Mode, owner, times and content of all paths below a folder, without times of folders and lock files. */
export async function treeState(
  folder: string,
): Promise<Record<string, string>> {
  const state: Record<string, string> = {};
  const entries = await readdir(folder, {
    withFileTypes: true,
    recursive: true,
  });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const { mode, uid, mtimeNs } = await lstat(path, { bigint: true });
    const content = entry.isFile()
      ? `${mtimeNs} ${hexDigestOf(await readFile(path))}`
      : '';
    const target = entry.isSymbolicLink() ? await readlink(path) : '';
    state[path.slice(folder.length + 1)] = `${mode.toString(
      8,
    )} ${uid} ${content}${target}`;
  }
  return state;
}

/** Run a bundled command as another user. */
export function runAs(
  uid: number,
  node: string,
  args: readonly string[],
): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, {
      uid,
      gid: uid,
      env: {},
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
    child.once('error', reject);
    child.once('close', code => resolve({ code, stderr }));
  });
}
