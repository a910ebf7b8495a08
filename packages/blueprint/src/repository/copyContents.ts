import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contents } from '../contents';
import { pathsOf } from './blueprintFiles';

/** Copies what the blueprint is made of, for a package that has no repository around it. */
export async function copyContents(
  root: string,
  target: string,
): Promise<void> {
  await rm(target, { recursive: true, force: true });
  for (const content of contents) {
    for (const path of await pathsOf(root, content)) {
      await mkdir(dirname(join(target, path)), { recursive: true });
      await copyFile(join(root, path), join(target, path));
    }
  }
}
