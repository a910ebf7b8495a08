import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { findAnvil, startAnvil } from './anvil';
import { startBackstage } from './backstage';
import { demoFleet, REAL_GETH, type DemoNode } from './fleet';
import { gethHome, type GethHome } from './geth/home';
import { liveWithSnapshots } from './geth/liveWithSnapshots';
import type { DemoOptions } from './options';
import { neededPorts, takenPorts } from './ports';
import { ProcessGroups } from './processGroups';

const STOPPED = 0;
const FAILED = 1;
const PORT_TAKEN = 3;
/** What a snapshot under way may take to end, once the demo ends. */
const SNAPSHOT_PATIENCE_MS = 8_000;

/** Runs the demo until it receives a signal or its time is over; the promise resolves to the exit code. */
export async function runDemo(
  root: string,
  options: DemoOptions,
  say: (line: string) => void,
): Promise<number> {
  const began = Date.now();
  const nodes = await demoFleet(root, options.nodesPort);
  const taken = await takenPorts(neededPorts(options, nodes));
  if (taken.length > 0) {
    taken.forEach(say);
    return PORT_TAKEN;
  }

  const ending = new AbortController();
  const end = () => ending.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, end);
  }
  if (options.stopAfterSeconds) {
    setTimeout(end, options.stopAfterSeconds * 1000).unref();
  }

  const groups = new ProcessGroups();
  let snapshots = Promise.resolve();
  try {
    await startFleet({ root, groups, nodes, signal: ending.signal, say });
    const { port, home } = await realGethOf(root, nodes);
    // Not awaited: the first time, geth has to be built.
    snapshots = liveWithSnapshots({
      root,
      groups,
      home,
      port,
      everyMs: options.snapshotEverySeconds * 1000,
      signal: ending.signal,
      say: line => say(`  ${REAL_GETH.padEnd(18)} ${line}`),
    });
    if (options.nodesOnly) {
      say('The nodes run. Ctrl-C stops them.');
      await untilAborted(ending.signal);
      return STOPPED;
    }
    say('Starting Backstage (the first time takes a minute)');
    const backstage = await startBackstage({
      groups,
      root,
      demo: options,
      nodes,
      snapshotStore: home.storeUrl,
      signal: ending.signal,
    });
    if (ending.signal.aborted) return STOPPED;
    say(
      `\nReady after ${Math.round((Date.now() - began) / 1000)} s. Open ${
        backstage.url
      } and choose "Enter". Ctrl-C stops everything.`,
    );
    const code = await Promise.race([
      backstage.ended,
      untilAborted(ending.signal),
    ]);
    if (code === undefined) return STOPPED;
    say(`Backstage exited with code ${code}. Its log is ${backstage.log}`);
    return FAILED;
  } catch (error) {
    if (ending.signal.aborted) return STOPPED;
    say(error instanceof Error ? error.message : String(error));
    return FAILED;
  } finally {
    end();
    say('Stopping');
    await groups.stop();
    await Promise.race([snapshots, sleep(SNAPSHOT_PATIENCE_MS)]);
  }
}

/** The folder is made at once: Backstage looks into the store in it before the first snapshot is there. */
async function realGethOf(
  root: string,
  nodes: readonly DemoNode[],
): Promise<{ port: number; home: GethHome }> {
  const node = nodes.find(({ name }) => name === REAL_GETH);
  if (!node) throw new Error(`${REAL_GETH} is not in app-config.yaml`);
  const home = gethHome(root, node.port);
  await mkdir(home.storeFolder, { recursive: true });
  return { port: node.port, home };
}

async function startFleet(options: {
  root: string;
  groups: ProcessGroups;
  nodes: readonly DemoNode[];
  signal: AbortSignal;
  say(line: string): void;
}): Promise<void> {
  const { root, groups, nodes, signal, say } = options;
  const binary = findAnvil(root);
  await Promise.all(
    nodes.map(async ({ name, port, scenario }) => {
      if (!scenario) return;
      const anvil = await startAnvil({
        groups,
        binary,
        port,
        args: scenario.args(Math.floor(Date.now() / 1000)),
      });
      await scenario.prepare?.(anvil);
      scenario.live?.(anvil, signal).catch(error => {
        if (!signal.aborted) {
          say(
            `${name} is no longer controlled: ${
              error instanceof Error ? error.message : error
            }`,
          );
        }
      });
    }),
  );
  for (const { name, port, scenario } of nodes) {
    say(
      `  ${name.padEnd(18)} 127.0.0.1:${port}  ${
        scenario?.description ?? 'a real geth, soon'
      }`,
    );
  }
}

async function untilAborted(signal: AbortSignal): Promise<undefined> {
  while (!signal.aborted) {
    await sleep(2 ** 30, undefined, { signal }).catch(() => {});
  }
  return undefined;
}
