import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { Command, CommanderError } from 'commander';
import { MAX_REQUEST_LENGTH } from '../request/read';
import { blueprintSource } from '../source';
import { ignoreClosedOutput } from './closedOutput';
import { costCommand } from './cost';
import { createCommand } from './create';
import { exitCodes, UsageError } from './exit';
import { explainCommand } from './explain';
import { migrateValuesCommand } from './migrateValues';
import { planCommand } from './plan';
import { statusCommand } from './status';
import { harmless, wantsColours } from './terminal';
import type { Terminal } from './terminal';
import { updateCommands } from './update';
import { valuesCommand } from './values';
import { validateDeploymentCommand } from './validateDeployment';

function processTerminal(): Terminal {
  ignoreClosedOutput();
  return {
    out: line => process.stdout.write(`${line}\n`),
    error: line => process.stderr.write(`${line}\n`),
    readFile: path =>
      beginningOf(path === '-' ? process.stdin : createReadStream(path)),
    colours: wantsColours(process.stdout, process.env),
    now: () => new Date(),
  };
}

/** No more of a file, or of what comes in, than is enough to refuse it for its length. */
async function beginningOf(stream: Readable): Promise<string> {
  let text = '';
  stream.setEncoding('utf8');
  for await (const part of stream) {
    text += part;
    if (text.length > MAX_REQUEST_LENGTH) break;
  }
  return text;
}

/**
 * The command `nodeyard`.
 *
 * @param args - without node and script
 * @returns the exit code: 0 done, 2 called wrongly, 3 refused, 1 when something broke
 * @public
 */
export async function nodeyard(
  args: readonly string[],
  unescaped: Terminal = processTerminal(),
): Promise<number> {
  // Output contains names, paths and values of other people.
  const terminal = harmless(unescaped);
  let code: number = exitCodes.done;
  const program = new Command('nodeyard')
    .description('From a node request to the files of a team repository.')
    .version(blueprintSource().version)
    .exitOverride()
    .configureOutput({
      writeOut: written => terminal.out(written.trimEnd()),
      writeErr: written => terminal.error(written.trimEnd()),
      getOutHasColors: () => terminal.colours,
    })
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 2 called wrongly, 3 refused (the output says why), 1 something broke.',
    )
    .showSuggestionAfterError();
  const finish = (result: number) => {
    code = result;
  };
  planCommand(program, terminal, finish);
  createCommand(program, terminal, finish);
  updateCommands(program, terminal, finish);
  statusCommand(program, terminal, finish);
  explainCommand(program, terminal, finish);
  valuesCommand(program, terminal, finish);
  migrateValuesCommand(program, terminal, finish);
  costCommand(program, terminal, finish);
  validateDeploymentCommand(program, terminal, finish);
  if (args.length === 0) {
    terminal.error(program.helpInformation().trimEnd());
    return exitCodes.usage;
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    }
    if (error instanceof UsageError) {
      terminal.error(`error: ${error.message}`);
      return exitCodes.usage;
    }
    terminal.error(
      error instanceof Error ? error.stack ?? error.message : String(error),
    );
    return exitCodes.broken;
  }
}
