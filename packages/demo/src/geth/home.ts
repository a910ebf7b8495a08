import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the real geth keeps between one demo and the next. */
export interface GethHome {
  folder: string;
  datadir: string;
  /** There while geth runs; found at the start, it tells that geth was not seen to stop cleanly. */
  runs: string;
  /** Where a snapshot is restored to, to boot from it. */
  copy: string;
  /** Folder of the snapshots' store. */
  storeFolder: string;
  /** The same as `snapshot-builder --store` takes it. */
  storeUrl: string;
}

/** Network and client that the snapshots are of. */
export const place = { network: 'devnet', client: 'geth' };

/** Demos on other ports have folders of their own: two can run at a time. */
export function gethHome(root: string, port: number): GethHome {
  const folder = join(root, `.demo/payments-geth-${port}`);
  const storeFolder = join(folder, 'snapshots');
  return {
    folder,
    datadir: join(folder, 'datadir'),
    runs: join(folder, 'runs'),
    copy: join(folder, 'copy'),
    storeFolder,
    storeUrl: pathToFileURL(storeFolder).href,
  };
}
