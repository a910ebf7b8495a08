import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Checks out another commit beside this one, with this benchmark and these dependencies. Its workspace packages are its own.
 * @returns the folder, and what removes it
 */
export function checkOut(
  root: string,
  commit: string,
): { folder: string; remove: () => void } {
  const folder = join(mkdtempSync(join(tmpdir(), 'nodeyard-base-')), 'tree');
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', root, ...args], { stdio: 'ignore' });
  git('worktree', 'add', '--detach', folder, commit);
  linkModules(join(root, 'node_modules'), join(folder, 'node_modules'));
  cpSync(join(root, 'bench/poller'), join(folder, 'bench/poller'), {
    recursive: true,
  });
  return {
    folder,
    remove: () => {
      git('worktree', 'remove', '--force', folder);
      rmSync(join(folder, '..'), { recursive: true, force: true });
    },
  };
}

function linkModules(from: string, to: string): void {
  mkdirSync(to);
  for (const { name } of readdirSync(from, { withFileTypes: true })) {
    if (!/^\.|^@nodeyard$/.test(name)) {
      symlinkSync(join(from, name), join(to, name));
    }
  }
  // Links of workspaces are relative, so copies of them lead into the checkout.
  cpSync(join(from, '@nodeyard'), join(to, '@nodeyard'), {
    recursive: true,
    verbatimSymlinks: true,
  });
}
