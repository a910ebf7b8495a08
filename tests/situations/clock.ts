import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { volumeOf } from './machine';
import type { NodeName } from './nodes';

/** Whose clocks are off, and by what (`+60s`): the images with the tag "clock" read it from the pod's /tmp. */
type Clocks = Partial<Record<'sidecar' | 'consensus', string>>;

/** Sets clocks of a node that runs. @returns what sets them right again */
export async function setClocks(
  name: NodeName,
  clocks: Clocks,
): Promise<() => Promise<void>> {
  const tmp = await volumeOf(name, 'tmp');
  const files = Object.entries(clocks).map(
    ([whose, offset]) => [join(tmp, `clock.${whose}`), offset] as const,
  );
  for (const [file, offset] of files) await writeFile(file, `${offset}\n`);
  return async () => {
    for (const [file] of files) await rm(file, { force: true });
  };
}
