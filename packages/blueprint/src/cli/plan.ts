import type { Command } from 'commander';
import { exitCodes } from './exit';
import type { Finish } from './exit';
import { jsonText, planText, problemsText } from './report';
import { planFile } from './request';
import { painter } from './terminal';
import type { Terminal } from './terminal';

/** `nodeyard plan`: judge a request and size it; writes nothing. */
export function planCommand(
  program: Command,
  terminal: Terminal,
  finish: Finish,
): void {
  program
    .command('plan')
    .description('Judge a request and say what it needs. Writes nothing.')
    .requiredOption(
      '--request <file>',
      'the request, YAML or JSON; - reads standard input',
    )
    .option('--json', 'print the result as JSON')
    .action(async ({ request, json }: { request: string; json?: boolean }) => {
      const result = await planFile(request, terminal);
      const paint = painter(terminal.colours);
      if (json) {
        terminal.out(
          jsonText(result.ok ? { ok: true, ...result.plan } : result),
        );
      } else if (result.ok) {
        terminal.out(planText(result.plan, paint));
      } else {
        terminal.out(problemsText(result.problems, paint));
      }
      finish(result.ok ? exitCodes.done : exitCodes.refused);
    });
}
