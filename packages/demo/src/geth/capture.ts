import { formatBytes } from '@nodeyard/ethereum';
import { build, normalizeVersion, type ChainFacts } from '@nodeyard/snapshots';
import { secondsSince } from './figures';
import { genesis } from './genesis';
import { place, type GethHome } from './home';
import type { SnapshotSubject } from './snapshotSubject';
import type { Geth } from './startGeth';

/** Stops, stores, and starts again; undefined where there is no snapshot, and then it says why. */
export async function capture({
  home,
  running,
  start,
  signal,
  say,
}: SnapshotSubject): Promise<string | undefined> {
  const node = running();
  const stopBegan = Date.now();
  try {
    const facts = await chainFacts(node);
    const isClean = await node.stop();
    if (signal.aborted) return undefined;
    if (!isClean) {
      say('no snapshot: geth did not stop cleanly, and may lack its head');
      return undefined;
    }
    const { number } = facts.block;
    say(`stopped cleanly at block ${number} (${secondsSince(stopBegan)})`);
    return await stored(home, facts, signal, say);
  } finally {
    await node.stop();
    if (!signal.aborted) {
      await start();
      say(`runs again, ${secondsSince(stopBegan)} after it was stopped`);
    }
  }
}

async function stored(
  { storeUrl, datadir }: GethHome,
  facts: ChainFacts,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<string | undefined> {
  const began = Date.now();
  const built = await build({
    store: { url: storeUrl },
    datadir,
    facts,
    tool: 'nodeyard-demo/1',
    signal,
  });
  if (!built.ok) {
    if (!signal.aborted) say(`no snapshot: ${built.message}`);
    return undefined;
  }
  const { snapshot, files, bytes, newBytes } = built;
  const figures = `${files} files, ${formatBytes(bytes)}, ${formatBytes(
    newBytes,
  )} of it new`;
  say(`snapshot ${snapshot}: ${figures} (${secondsSince(began)})`);
  return snapshot;
}

async function chainFacts(node: Geth): Promise<ChainFacts> {
  const [version, blockZero, block] = await Promise.all([
    node.clientVersion(),
    node.block('earliest'),
    node.block('latest'),
  ]);
  return {
    ...place,
    chainId: genesis.config.chainId,
    genesisHash: blockZero.hash,
    clientVersion: normalizeVersion(version),
    scheme: 'path',
    history: 'full',
    block,
  };
}
