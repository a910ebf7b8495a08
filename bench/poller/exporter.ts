import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RecordedPair } from '../../packages/ethereum/scripts/comparison/aPair';
import { answersAt } from '../../packages/ethereum/src/__fixtures__/comparison/answersAt';
import { freePort } from './processes';

/** Until it has found its pair and asked for everything once. */
const WARM_UP_MS = 30_000;

/** Linux counts CPU time in hundredths of a second. */
const MS_PER_TICK = 10;

/** What another exporter costs, in a process of its own for each pair. */
export interface ExporterFigures {
  seconds: number;
  cpuMs: number;
  rssMiB: number;
}

/**
 * Measures ethereum-metrics-exporter on one recorded pair in sync, because it needs more of the Beacon API than the fleet has. Reads
 * /proc, so on Linux only.
 * @param program - built outside of this repository
 */
export async function measureExporter(
  program: string,
  seconds: number,
): Promise<ExporterFigures> {
  const pair = await RecordedPair.start(
    answersAt({ recording: 'a2_synced_follower_pair', what: '', usable: true })
      .answers,
  );
  const folder = mkdtempSync(join(tmpdir(), 'nodeyard-exporter-'));
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(pair.exporterConfig()));
  const exporter = spawn(
    program,
    ['--config', config, '--metrics-port', String(await freePort())],
    { stdio: 'ignore', timeout: 2 * WARM_UP_MS + seconds * 1000 },
  );
  try {
    await once(exporter, 'spawn');
    const { pid } = exporter;
    await sleep(WARM_UP_MS);
    const before = cpuMsOf(pid);
    await sleep(seconds * 1000);
    return { seconds, cpuMs: cpuMsOf(pid) - before, rssMiB: rssMiBOf(pid) };
  } finally {
    exporter.kill();
    pair.stop();
    rmSync(folder, { recursive: true });
  }
}

/** User and system time of a process. */
function cpuMsOf(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may contain spaces. utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

function rssMiBOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}
