import type { GethHome } from './home';
import type { Geth } from './startGeth';

/** A node that can be stopped and started around a snapshot. */
export interface SnapshotSubject {
  home: GethHome;
  /** The node itself, as it runs now. */
  running(): Geth;
  /** Starts the node again. */
  start(): Promise<Geth>;
  /** Boots another geth from a datadir, without making blocks. */
  boot(datadir: string): Promise<Geth>;
  signal: AbortSignal;
  say(line: string): void;
}
