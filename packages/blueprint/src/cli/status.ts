import type { Command } from 'commander';
import { repositoryStatus } from '../repository/status';
import { printable } from '../problem';
import { blueprintSource } from '../source';
import { exitCodes } from './exit';
import type { Finish } from './exit';
import { jsonText } from './report';
import { painter } from './terminal';
import type { Terminal } from './terminal';

/** `nodeyard status`: compare a repository with its lock; writes nothing. */
export function statusCommand(
  program: Command,
  terminal: Terminal,
  finish: Finish,
): void {
  program
    .command('status')
    .description(
      'Report which release wrote a repository, and which of its files were edited or removed since. Writes nothing.',
    )
    .option('--root <dir>', 'the repository', '.')
    .option('--json', 'print the result as JSON')
    .action(async ({ root, json }: { root: string; json?: boolean }) => {
      const paint = painter(terminal.colours);
      const status = await repositoryStatus(root);
      if (!status.ok) {
        const { reason, fix } = status;
        const problem = { path: '--root', value: root, reason, fix };
        terminal.out(
          json
            ? jsonText({ ok: false, problems: [problem] })
            : paint('bad', `Refused: ${reason} ${fix}`),
        );
        finish(exitCodes.refused);
        return;
      }
      const today = blueprintSource().version;
      const { version, files, edited, removed } = status;
      terminal.out(
        json
          ? jsonText({ ...status, today })
          : [
              `Written by blueprint ${printable(version)}; this is ${today}.`,
              `${files} files: ${edited.length} edited, ${removed.length} removed.`,
              ...edited.map(path => `  edited   ${printable(path)}`),
              ...removed.map(path => `  removed  ${printable(path)}`),
            ].join('\n'),
      );
      finish(exitCodes.done);
    });
}
