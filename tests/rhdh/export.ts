import {
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root } from '../install/packages';
import { run, scratchFolder } from '../install/programs';
import { problemsOf } from './exported';

/**
 * Exports the frontend plugin for Red Hat Developer Hub, by the program that its users export with, into `dist/rhdh`, and looks at
 * what came out.
 */
const cli = { name: '@red-hat-developer-hub/cli', version: '1.9.1' };
const plugin = join(root, 'plugins/ethereum-nodes');

function main(scratch: string): void {
  const log = join(scratch, 'log');
  const home = join(scratch, 'cli');
  const target = join(root, 'dist/rhdh/ethereum-nodes');
  mkdirSync(home);
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: { [cli.name]: cli.version },
    }),
  );
  run(
    { cwd: home, log },
    'npm install --no-audit --no-fund --ignore-scripts'.split(' '),
    30,
  );
  // Packing for it rewrites package.json, and puts it back unless it is interrupted.
  const manifest = join(plugin, 'package.json');
  const before = readFileSync(manifest);
  const exported = join(plugin, 'dist-dynamic');
  try {
    run(
      { cwd: plugin, log },
      [
        join(home, 'node_modules/.bin/rhdh-cli'),
        ...['plugin', 'export', '--clean'],
      ],
      30,
    );
    const problems = problemsOf(exported, plugin);
    if (problems.length) throw new Error(problems.join('\n'));
    rmSync(target, { recursive: true, force: true });
    cpSync(exported, target, { recursive: true });
    cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'));
  } finally {
    writeFileSync(manifest, before);
    rmSync(exported, { recursive: true, force: true });
    // What is left there is no build of the package.
    rmSync(join(plugin, 'dist'), { recursive: true, force: true });
  }
  process.stdout.write(`${target}\n`);
}

try {
  main(scratchFolder('rhdh'));
} catch (error) {
  process.stderr.write(`export-rhdh: ${(error as Error).message}\n`);
  process.exit(1);
}
