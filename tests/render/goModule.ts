import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../ensurePresent';
import { run } from './program';

/** The version that versions.yaml pins for a key. */
export function pinnedVersion(root: string, key: string): string {
  const versions: unknown = parse(
    readFileSync(join(root, 'versions.yaml'), 'utf8'),
  );
  return ensurePresent(z.object({ [key]: z.string() }).parse(versions)[key]);
}

/** Folder of a Go module's files, from Go's own cache or its proxy. Nothing of it is compiled. */
export function downloadModule(module: string, cwd: string): string {
  const downloaded = run('go', ['mod', 'download', '-json', module], { cwd });
  if (!downloaded.ok) {
    throw new Error(`${module} cannot be had: ${downloaded.reason}`);
  }
  return z.object({ Dir: z.string() }).parse(JSON.parse(downloaded.output)).Dir;
}
