import { OnProgress } from '../progress';
import { Outcome } from '../stopped';
import { DEFECT, DONE, exitCodeOf, USAGE } from './exitCodes';
import { metricsText, writeMetrics } from './metrics';
import {
  Given,
  helpFor,
  OptionSpecs,
  parseOptions,
  UsageError,
} from './options';
import { progressLine } from './progressLine';
import { stackOf, withoutKeys } from './withoutKeys';

/** What a command is given to work with. */
export interface Running {
  given: Given;
  signal: AbortSignal;
  onProgress: OnProgress;
}

/** What a command has to say when it is done. */
export interface Said {
  /** With --json. */
  json: object;
  /** Without. */
  text: string;
  /** For --metrics-file. */
  numbers?: Record<string, number>;
  /** 0 when left out. */
  exitCode?: number;
}

export interface Command {
  help: string;
  options: OptionSpecs;
  run(running: Running): Promise<Outcome<{ said: Said }>>;
  /** It writes --metrics-file itself. */
  ownMetrics?: true;
}

/** A program of several commands; the promise resolves to the exit code. */
export async function runProgram(
  name: string,
  about: string,
  commands: Record<string, Command>,
  args: readonly string[],
): Promise<number> {
  const [word, ...rest] = args;
  if (word === undefined || word === '--help' || word === 'help')
    return print(
      overview(name, about, commands),
      word === undefined ? USAGE : DONE,
    );
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (!command) return usage(name, `there is no command "${word}"`);
  if (rest.includes('--help'))
    return print(
      `${name} ${word}: ${command.help}\n\n${helpFor(command.options)}\n`,
      DONE,
    );
  try {
    return await runCommand(
      name,
      word,
      command,
      parseOptions(rest, command.options),
    );
  } catch (error) {
    if (error instanceof UsageError)
      return usage(`${name} ${word}`, error.message);
    process.stderr.write(`${name}: ${stackOf(error)}\n`);
    return DEFECT;
  }
}

async function runCommand(
  name: string,
  word: string,
  command: Command,
  given: Given,
): Promise<number> {
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
  const outcome = await command
    .run({
      given,
      signal: stop.signal,
      onProgress: given.flag('quiet') ? () => {} : progress.on,
    })
    .finally(() => {
      progress.end();
      process.off('SIGTERM', onSignal);
      process.off('SIGINT', onSignal);
    });
  if (!command.ownMetrics) await keepMetrics(word, given, outcome, started);
  if (!outcome.ok) {
    const message = withoutKeys(outcome.message);
    if (given.flag('json'))
      process.stdout.write(`${JSON.stringify({ ...outcome, message })}\n`);
    process.stderr.write(`${name}: ${message}\n`);
    return exitCodeOf(outcome.kind);
  }
  const { json, text, exitCode = DONE } = outcome.said;
  return print(
    given.flag('json') ? `${JSON.stringify(json)}\n` : `${text}\n`,
    exitCode,
  );
}

async function keepMetrics(
  command: string,
  given: Given,
  outcome: Outcome<{ said: Said }>,
  started: number,
): Promise<void> {
  const file = given.text('metrics-file');
  if (!file) return;
  const text = metricsText({
    command,
    network: given.text('network') ?? '',
    client: given.text('client') ?? '',
    result: outcome.ok ? 'done' : outcome.kind,
    seconds: (Date.now() - started) / 1000,
    endedAt: Math.round(Date.now() / 1000),
    numbers: outcome.ok ? outcome.said.numbers ?? {} : {},
  });
  await writeMetrics(file, text);
}

function overview(
  name: string,
  about: string,
  commands: Record<string, Command>,
): string {
  const lines = Object.entries(commands).map(
    ([word, { help }]) => `  ${word.padEnd(9)} ${help}`,
  );
  const codes =
    'Exit codes: 0 done, 2 wrong usage, 3 refused, 4 corrupt, 5 store unavailable, 143 stopped by a signal.';
  return `${name}: ${about}\n\n${lines.join(
    '\n',
  )}\n\n${name} COMMAND --help lists its options.\n${codes}\n`;
}

function print(text: string, code: number): number {
  (code === USAGE ? process.stderr : process.stdout).write(text);
  return code;
}

function usage(name: string, message: string): number {
  process.stderr.write(`${name}: ${message}\nTry ${name} --help\n`);
  return USAGE;
}
