import type { Command } from 'commander';
import { repositoryFiles } from '../repository/repository';
import { writeRepository } from '../repository/write';
import { exitCodes } from './exit';
import type { Finish } from './exit';
import { jsonText, problemsText, warningsText } from './report';
import { planFile } from './request';
import { painter } from './terminal';
import type { Terminal } from './terminal';

interface Options {
  request: string;
  out: string;
  json?: boolean;
}

/** `nodeyard create`: write the repository that a request asks for. */
export function createCommand(
  program: Command,
  terminal: Terminal,
  finish: Finish,
): void {
  program
    .command('create')
    .description('Write the repository that a request asks for.')
    .requiredOption(
      '--request <file>',
      'the request, YAML or JSON; - reads standard input',
    )
    .requiredOption(
      '--out <dir>',
      'directory to write: one that is empty, does not exist, or that nodeyard wrote',
    )
    .option('--json', 'print the result as JSON')
    .action(async (options: Options) =>
      finish(await create(options, terminal)),
    );
}

async function create(
  { request, out, json }: Options,
  terminal: Terminal,
): Promise<number> {
  const paint = painter(terminal.colours);
  const planned = await planFile(request, terminal);
  if (!planned.ok) {
    terminal.out(
      json ? jsonText(planned) : problemsText(planned.problems, paint),
    );
    return exitCodes.refused;
  }
  const { plan } = planned;
  const files = await repositoryFiles(plan);
  const written = await writeRepository(files, out);
  if (!written.ok) {
    const problem = {
      path: '--out',
      value: out,
      reason: written.reason,
      fix: written.fix,
    };
    terminal.out(
      json
        ? jsonText({ ok: false, problems: [problem] })
        : paint('bad', `Refused: ${written.reason} ${written.fix}`),
    );
    return exitCodes.refused;
  }
  const paths = files.map(file => file.path);
  terminal.out(
    json
      ? jsonText({
          ok: true,
          directory: written.directory,
          files: paths,
          warnings: plan.warnings,
        })
      : [
          ...warningsText(plan.warnings, paint),
          paint('good', `Wrote ${paths.length} files to ${out}.`),
          `Next: make -C ${out} template ENV=${plan.request.environments[0]}`,
        ].join('\n'),
  );
  return exitCodes.done;
}
