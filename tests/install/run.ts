import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packed, root } from './packages';
import { lastLines, scratchFolder } from './programs';
import { record, table } from './writeRecord';
import { requireFree, startRegistry } from './registry';
import { install, systems, type Outcome, type System } from './system';

/**
 * The READMEs, followed word for word: an app of create-app's newest release on each frontend system, our packages as they would
 * be published, a node, and a browser. Half an hour.
 */
const only = (process.env.ONLY || Object.keys(systems).join(' ')).split(/\s+/);

async function main(scratch: string): Promise<void> {
  const log = join(scratch, 'log');
  const unknown = only.filter(name => !(name in systems));
  if (unknown.length) {
    throw new Error(
      `ONLY has ${unknown.join(', ')}; there are ${Object.keys(systems).join(
        ', ',
      )}`,
    );
  }
  await requireFree(8545);
  const screenshots = join(root, 'node_modules/.cache/install');
  mkdirSync(screenshots, { recursive: true });
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const registry = await startRegistry({
    folder: scratch,
    log,
    packages: packed(),
  });
  const outcomes: Outcome[] = [];
  try {
    for (const system of only as System[]) {
      say(`an app on the ${system} frontend system ...`);
      outcomes.push(await install(system, { scratch, log, screenshots }));
      // Two gigabytes each.
      rmSync(join(scratch, system), { recursive: true, force: true });
    }
  } catch (error) {
    say(lastLines(log));
    throw error;
  } finally {
    await registry.stop();
  }
  say(table(outcomes));
  if (process.env.RECORD) record(outcomes);
}

main(scratchFolder('install')).catch(error => {
  process.stderr.write(`test-install: ${error.message}\n`);
  process.exit(1);
});
