import { Command, CommanderError, type Option } from 'commander';
import { version } from '../../package.json';
import type { Result } from '@nodeyard/snapshot-store';
import type { OnProgress } from '../progress';
import {
  acceptDeprecated,
  deprecatedOptions,
  replaceDeprecated,
} from './deprecatedOptions';
import { DEFECT, DONE, exitCodeOf, USAGE } from './exitCodes';
import { metricsText, writeMetrics } from './metrics';
import { UsageError, type OutputOptions } from './options';
import { progressLine } from './progressLine';
import { redactSecrets, redactedStack } from './redact';

export interface CommandContext<Options extends OutputOptions> {
  options: Options;
  /** Arguments that are no options. */
  operands: readonly string[];
  /** Aborted by SIGTERM and SIGINT. */
  signal: AbortSignal;
  onProgress: OnProgress;
}

export interface CommandResult {
  /** Printed with --json. */
  json: object;
  /** Printed without. */
  text: string;
  /** Written with --metrics-file. */
  gauges?: Record<string, number>;
  /** 0 when left out. */
  exitCode?: number;
}

export interface CommandSpec<Options extends OutputOptions = OutputOptions> {
  description: string;
  /** As commander writes them: `[id...]`. */
  operands?: string;
  options: readonly Option[];
  run(
    context: CommandContext<Options>,
  ): Promise<Result<{ result: CommandResult }>>;
  /** The command writes --metrics-file itself. */
  ownMetrics?: true;
}

/** A program of several commands; the promise resolves to the exit code. */
export async function runProgram(
  name: string,
  description: string,
  commands: Record<string, CommandSpec>,
  args: readonly string[],
): Promise<number> {
  let exitCode = DONE;
  const program = new Command(name)
    .description(description)
    .version(version)
    .exitOverride()
    .configureOutput({
      outputError: (message, write) => write(withoutOptionValue(message)),
    })
    .showHelpAfterError(`Run "${name} --help" for usage.`)
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 2 wrong usage, 3 refused, 4 corrupt, 5 store unavailable, 143 stopped by a signal.',
    );
  const finish = (code: number) => {
    exitCode = code;
  };
  for (const [word, spec] of Object.entries(commands)) {
    addCommand(program, word, spec, finish);
  }
  if (args.length === 0) {
    program.outputHelp({ error: true });
    return USAGE;
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? DONE : USAGE;
    }
    process.stderr.write(`${name}: ${redactedStack(error)}\n`);
    return DEFECT;
  }
}

/** Commander quotes an unknown option with its value, which may contain credentials. */
function withoutOptionValue(message: string): string {
  return message.replace(/^(error: unknown option '[^=]*)=.*(?=')/s, '$1');
}

function addCommand(
  program: Command,
  word: string,
  spec: CommandSpec,
  finish: (exitCode: number) => void,
): void {
  const command = program
    .command([word, spec.operands].filter(Boolean).join(' '))
    .description(spec.description)
    .showHelpAfterError(`Run "${program.name()} ${word} --help" for usage.`);
  spec.options.forEach(option => command.addOption(option));
  const deprecated = deprecatedOptions[word] ?? [];
  acceptDeprecated(command, deprecated);
  command.action(async () => {
    for (const line of replaceDeprecated(command, deprecated)) {
      process.stderr.write(`${program.name()}: ${line}\n`);
    }
    finish(await runCommand(program.name(), command, spec));
  });
}

async function runCommand(
  name: string,
  command: Command,
  spec: CommandSpec,
): Promise<number> {
  const options = command.opts<OutputOptions>();
  const started = Date.now();
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGTERM', onSignal);
  process.once('SIGINT', onSignal);
  const progress = progressLine({
    write: text => process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    now: Date.now,
  });
  const outcome = await spec
    .run({
      options,
      operands: command.args,
      signal: stop.signal,
      onProgress: options.quiet ? () => {} : progress.on,
    })
    .catch(error => {
      if (error instanceof UsageError) command.error(`error: ${error.message}`);
      throw error;
    })
    .finally(() => {
      progress.end();
      process.off('SIGTERM', onSignal);
      process.off('SIGINT', onSignal);
    });
  if (!spec.ownMetrics) {
    await writeCommandMetrics(command.name(), options, outcome, started);
  }
  if (!outcome.ok) {
    const message = redactSecrets(outcome.message);
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ ...outcome, message })}\n`);
    }
    process.stderr.write(`${name}: ${message}\n`);
    return exitCodeOf(outcome.kind);
  }
  const { json, text, exitCode = DONE } = outcome.result;
  process.stdout.write(
    options.json ? `${JSON.stringify(json)}\n` : `${text}\n`,
  );
  return exitCode;
}

async function writeCommandMetrics(
  command: string,
  { metricsFile, network = '', client = '' }: OutputOptions,
  outcome: Result<{ result: CommandResult }>,
  started: number,
): Promise<void> {
  if (!metricsFile) return;
  const text = metricsText({
    command,
    network,
    client,
    result: outcome.ok ? 'done' : outcome.kind,
    seconds: (Date.now() - started) / 1000,
    endedAt: Math.round(Date.now() / 1000),
    gauges: outcome.ok ? outcome.result.gauges ?? {} : {},
  });
  await writeMetrics(metricsFile, text);
}
