import { once } from 'node:events';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { restore } from '@nodeyard/snapshots';
import type { ProcessGroups } from '../processGroups';
import { genesis } from './genesis';
import { place, type GethHome } from './home';

/** Where the chain goes on. */
export type Beginning =
  | { from: 'genesis' | 'datadir' }
  | { from: 'snapshot'; snapshot: string; seconds: number };

/**
 * Makes a datadir that geth goes on with: the one of the last demo, or block 0 where there is none.
 *
 * One that geth was not seen to leave cleanly gives way to the newest verified snapshot, as a killed geth may have lost
 * its newest state and would begin again at block 0.
 */
export async function readyDatadir(options: {
  groups: ProcessGroups;
  binary: string;
  home: GethHome;
  signal: AbortSignal;
}): Promise<Beginning> {
  const { groups, binary, home, signal } = options;
  const { datadir, storeUrl } = home;
  await mkdir(home.storeFolder, { recursive: true });
  await rm(home.copy, { recursive: true, force: true });
  if (await isThere(home.runs)) {
    const began = Date.now();
    await rm(datadir, { recursive: true, force: true });
    const restored = await restore({
      store: { url: storeUrl },
      datadir,
      node: place,
      signal,
    });
    if (restored.ok) {
      return {
        from: 'snapshot',
        snapshot: restored.snapshot,
        seconds: (Date.now() - began) / 1000,
      };
    }
    await rm(datadir, { recursive: true, force: true });
  }
  if (await isThere(join(datadir, 'geth/chaindata'))) {
    return { from: 'datadir' };
  }
  await initialise(groups, binary, home);
  return { from: 'genesis' };
}

async function initialise(
  groups: ProcessGroups,
  binary: string,
  { folder, datadir }: GethHome,
): Promise<void> {
  const file = join(folder, 'genesis.json');
  await writeFile(file, JSON.stringify(genesis));
  const child = groups.start(binary, ['init', `--datadir=${datadir}`, file], {
    stdio: 'ignore',
  });
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(
      `geth init ended with code ${code}. Run it to see why: ${binary} init --datadir=${datadir} ${file}`,
    );
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
