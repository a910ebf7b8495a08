import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import { judgeDeployment } from '../deployment/check';
import type { Check } from '../deployment/check';
import { checks } from '../deployment/checks';
import { createProcessRunner } from '../deployment/processRunner';
import { observe } from '../deployment/observe';
import {
  deprecationOf,
  outcomesJson,
  outcomesText,
  succeeded,
} from '../deployment/report';
import { readDesiredState } from '../deployment/desiredState';
import { exitCodes, UsageError } from './exit';
import type { Finish } from './exit';
import { jsonText } from './report';
import { painter } from './terminal';
import type { Terminal } from './terminal';

interface Options {
  environment: string;
  root: string;
  only?: string[];
  skip?: string[];
  timeout: string;
  json?: boolean;
  list?: boolean;
}

/** `nodeyard validate-deployment`: whether the observed state is the desired one, and healthy. */
export function validateDeploymentCommand(
  program: Command,
  terminal: Terminal,
  finish: Finish,
): void {
  program
    .command('validate-deployment')
    .description(
      'Check a running environment; print each problem with the command that fixes it. Read-only.',
    )
    .option('-e, --environment <name>', 'a file of environments/', 'local')
    .option('--root <dir>', 'the repository with helmfile.yaml.gotmpl', '.')
    .option('--only <checks...>', 'run only these checks')
    .option('--skip <checks...>', 'run all checks except these')
    .addOption(
      new Option('--timeout <seconds>', 'for all checks together').default(
        '120',
      ),
    )
    .option('--json', 'print the result as JSON')
    .option('--list', 'list the checks, and run none')
    .addHelpText(
      'after',
      '\nExit codes of this command: 0 all checks passed, 1 a check failed or is unknown, 2 wrong usage.',
    )
    .action(async (options: Options) =>
      finish(await validate(options, terminal)),
    );
}

async function validate(
  { environment, root, only, skip, timeout, json, list }: Options,
  terminal: Terminal,
): Promise<number> {
  const paint = painter(terminal.colours);
  const chosen = choose(only, skip);
  const seconds = Number(timeout);
  if (!(seconds > 0)) {
    throw new UsageError(
      `--timeout "${timeout}" is no number of seconds: give one such as 120.`,
    );
  }
  if (list) {
    terminal.out(
      json
        ? JSON.stringify(
            chosen.map(({ name, title }) => ({ name, title })),
            undefined,
            2,
          )
        : chosen
            .map(({ name, title }) => `${name.padEnd(20)} ${title}`)
            .join('\n'),
    );
    return exitCodes.done;
  }
  const home = resolve(root);
  const programs = createProcessRunner(home, Date.now() + seconds * 1000);
  const desired = await readDesiredState(home, environment, programs);
  if (!desired.ok) throw new UsageError(desired.reason);
  const outcomes = judgeDeployment(
    chosen,
    await observe(desired.value, programs),
  );
  const deprecation = json ? deprecationOf(outcomes) : undefined;
  if (deprecation) terminal.error(`nodeyard: ${deprecation}`);
  terminal.out(
    json
      ? jsonText(outcomesJson(desired.value, outcomes))
      : outcomesText(desired.value, outcomes, paint),
  );
  return succeeded(outcomes) ? exitCodes.done : exitCodes.broken;
}

function choose(only: string[] | undefined, skip: string[] = []): Check[] {
  const names = [...(only ?? []), ...skip];
  const stray = names.find(name => checks.every(check => check.name !== name));
  if (stray !== undefined) {
    throw new UsageError(
      `there is no check "${stray}". There are: ${checks
        .map(({ name }) => name)
        .join(', ')}.`,
    );
  }
  return checks.filter(
    ({ name }) => (only?.includes(name) ?? true) && !skip.includes(name),
  );
}
