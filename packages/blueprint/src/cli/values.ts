import type { Command } from 'commander';
import { blueprintSource } from '../source';
import { nodeSettings } from '../values/nodeSettings';
import type { Setting } from '../values/setting';
import { exitCodes, UsageError } from './exit';
import type { Finish } from './exit';
import { painter } from './terminal';
import type { Paint } from './paint';
import type { Terminal } from './terminal';

interface Options {
  environment: string;
  node: string;
  root?: string;
  json?: boolean;
}

/** `nodeyard values`: every value of a node, and the file that it came from. */
export function valuesCommand(
  program: Command,
  terminal: Terminal,
  finish: Finish,
): void {
  program
    .command('values')
    .description(
      'Print every value of a node or pool, and the file that each came from. Needs helm and helmfile.',
    )
    .requiredOption('--environment <name>', 'a file of environments/')
    .requiredOption('--node <name>', 'a node or a serve pool of it')
    .option('--root <folder>', 'the repository; default: this one')
    .option('--json', 'print the result as JSON')
    .action(({ environment, node, root, json }: Options) => {
      const result = nodeSettings(
        root ?? blueprintSource().root,
        environment,
        node,
      );
      if (!result.ok) throw new UsageError(result.problem);
      terminal.out(
        json
          ? JSON.stringify(result.settings.map(asJson), undefined, 2)
          : asText(result.settings, painter(terminal.colours)),
      );
      for (const sentence of result.unknown) terminal.error(sentence);
      finish(result.unknown.length > 0 ? exitCodes.refused : exitCodes.done);
    });
}

function asJson({ path, value, layer, at }: Setting) {
  return { key: path.join('.'), value, layer, at: at.join('.') };
}

function asText(settings: readonly Setting[], paint: Paint): string {
  const rows = settings.map(({ path, value, layer, at }) => ({
    key: path.join('.'),
    value: typeof value === 'string' ? value || "''" : JSON.stringify(value),
    source:
      path.join('.') === at.join('.') ? layer : `${layer}: ${at.join('.')}`,
  }));
  const width = (texts: string[]) =>
    Math.min(48, Math.max(...texts.map(({ length }) => length)));
  const keys = width(rows.map(({ key }) => key));
  const values = width(rows.map(({ value }) => value));
  return rows
    .map(
      ({ key, value, source }) =>
        `${key.padEnd(keys)}  ${value.padEnd(values)}  ${paint(
          'quiet',
          source,
        )}`,
    )
    .join('\n');
}
