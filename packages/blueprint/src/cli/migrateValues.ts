import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { migrateEnvironment } from '../migration/migrateEnvironment';
import { valuesFiles } from '../migration/valuesFiles';
import { exitCodes, UsageError } from './exit';
import type { Finish } from './exit';
import type { Terminal } from './terminal';

interface Options {
  check?: boolean;
}

/** `nodeyard migrate-values`: brings a file of environments/ to the shape of one release for each node. */
export function migrateValuesCommand(
  program: Command,
  terminal: Terminal,
  finish: Finish,
): void {
  program
    .command('migrate-values')
    .description(
      'Rewrite former keys of a file of environments/ (docs/upgrading.md). Comments stay.',
    )
    .argument('<file>', 'a file of environments/')
    .option('--check', 'write nothing; exit with 3 where a key is former')
    .action((file: string, { check }: Options) => {
      const result = migrateEnvironment(read(file), environment =>
        valuesFiles(resolve(dirname(file), '..'), environment),
      );
      if (!result.ok) {
        for (const problem of result.problems) {
          terminal.error(`${file}: ${problem}`);
        }
        finish(exitCodes.refused);
        return;
      }
      for (const change of result.changes) terminal.out(`${file}: ${change}`);
      if (result.changes.length === 0) {
        terminal.out(`${file}: has no former keys`);
      } else if (check) {
        finish(exitCodes.refused);
        return;
      } else {
        writeFileSync(file, result.text);
      }
      finish(exitCodes.done);
    });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read`);
  }
}
