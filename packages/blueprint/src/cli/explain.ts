import type { Command } from 'commander';
import { explain } from '../explain/explain';
import type { Explanation } from '../explain/explain';
import { currentFacts } from '../facts';
import { exitCodes, UsageError } from './exit';
import type { Finish } from './exit';
import { painter } from './terminal';
import type { Paint } from './paint';
import type { Terminal } from './terminal';

/** `nodeyard explain`: what keys, clients and networks mean here. */
export function explainCommand(
  program: Command,
  terminal: Terminal,
  finish: Finish,
): void {
  program
    .command('explain')
    .description(
      'Say what a key, a client or a network means, and what the chart can deploy.',
    )
    .argument(
      '[topic]',
      'keys, clients, networks, features, a key such as nodes[].history, a client or a network',
    )
    .option('--json', 'print the result as JSON')
    .action((topic: string | undefined, { json }: { json?: boolean }) => {
      const result = explain(topic, currentFacts);
      if (!result.ok) {
        const hint = result.meant
          ? `Did you mean ${result.meant}?`
          : `There are: ${result.topics.join(', ')}.`;
        throw new UsageError(
          `there is nothing to explain about ${topic}. ${hint}`,
        );
      }
      const paint = painter(terminal.colours);
      terminal.out(
        json
          ? JSON.stringify(result.explanations, undefined, 2)
          : result.explanations
              .map(explanation => explanationText(explanation, paint))
              .join('\n\n'),
      );
      finish(exitCodes.done);
    });
}

function explanationText({ title, facts }: Explanation, paint: Paint): string {
  const width = Math.max(...facts.map(({ label }) => label.length));
  const lines = facts.map(
    ({ label, text }) => `  ${label.padEnd(width)}  ${text}`,
  );
  return [paint('title', title), ...lines].join('\n');
}
