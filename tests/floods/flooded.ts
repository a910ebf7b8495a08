import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProcessGroups } from '../../packages/demo/src';
import { aBackend, type Backend } from '../soak/backend';

const NODES = 1_000;
const HISTORIES = 20;
const HOUR = 3_600_000;

/** A backend with many nodes, twenty of them with all the history that is kept, and a signed-in user. */
export interface Flooded {
  backend: Backend;
  /** Of a guest. */
  token: string;
  stop(): Promise<void>;
}

export async function aFloodedBackend(): Promise<Flooded> {
  const folder = await mkdtemp(join(tmpdir(), 'floods-'));
  const groups = new ProcessGroups();
  const stop = async () => {
    backend?.process.letGo();
    await groups.stop();
    await rm(folder, { recursive: true, force: true });
  };
  let backend: Backend | undefined;
  try {
    backend = await aBackend('backend', {
      groups,
      results: folder,
      database: { client: 'better-sqlite3', connection: { directory: folder } },
      ethereumNodes: {
        // Texts: objects would be merged with those of app-config.yaml, and their units add up.
        schedule: { poll: '10m', discover: '1h' },
        // No process listens there: polling them costs next to nothing.
        nodes: Object.fromEntries(
          Array.from({ length: NODES }, (_, i) => [
            nameOf(i),
            { network: 'devnet', executionUrl: 'http://127.0.0.1:9' },
          ]),
        ),
      },
      config: {
        auth: {
          providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
        },
      },
    });
    await backend.process.start();
    await untilAllSeen(backend);
    const session = await fetch(`${backend.url}/api/auth/guest/refresh`, {
      method: 'POST',
    });
    const { backstageIdentity } = await session.json();
    // Last: it takes longer than the backend keeps a connection that is not used.
    writeHistories(join(folder, 'ethereum-nodes.sqlite'));
    return { backend, token: backstageIdentity.token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Its own first round is over, and nothing but callers keeps it busy. */
async function untilAllSeen({ nodes }: Backend): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const found = await nodes();
    const judgedNodes = found?.filter(({ state }) => state === 'UNREACHABLE');
    if (
      found &&
      found.length >= NODES &&
      judgedNodes?.length === found.length
    ) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`${judgedNodes?.length} nodes looked at in two minutes`);
    }
    await sleep(1_000);
  }
}

export function nameOf(index: number): string {
  return `node-${String(index).padStart(4, '0')}`;
}

/** Ninety days of hours, seven of five minutes and two hours of polls. */
function writeHistories(file: string): void {
  const database = new DatabaseSync(file);
  const insert = database.prepare(
    `insert into node_points (node_id, resolution, at, state, head_number, head_age_seconds, execution_peers)
     values (?, ?, ?, 'SYNCED', 1, 5, 7) on conflict do nothing`,
  );
  const now = Date.now();
  database.exec('begin');
  for (let i = 0; i < HISTORIES; i += 1) {
    for (const [seconds, every, hours] of [
      [3600, 3600, 90 * 24],
      [300, 300, 7 * 24],
      [0, 15, 2],
    ] as const) {
      for (let at = now - hours * HOUR; at < now; at += every * 1000) {
        insert.run(`static~${nameOf(i)}`, seconds, at);
      }
    }
  }
  database.exec('commit');
  database.close();
}
