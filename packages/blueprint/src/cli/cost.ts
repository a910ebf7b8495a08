import { resolve } from 'node:path';
import type { Command } from 'commander';
import { costByTeam } from '../cost/cost';
import { pricesOf } from '../cost/prices';
import { costText } from '../cost/report';
import { requestsOf } from '../cost/requests';
import { createProcessRunner } from '../deployment/processRunner';
import type { ProcessRunner } from '../deployment/processRunner';
import { readDesiredState } from '../deployment/desiredState';
import { exitCodes, UsageError } from './exit';
import type { Finish } from './exit';
import { jsonText } from './report';
import { painter } from './terminal';
import type { Terminal } from './terminal';

interface Options {
  environment: string;
  root: string;
  json?: boolean;
}

const TIMEOUT_MS = 120_000;

/** Prices are written into the rules, which only one environment of a cluster deploys. */
const withRules = ['--state-values-set', 'monitoring.rules.enabled=true'];

/** `nodeyard cost`: what an environment requests, in money. Asks no cluster. */
export function costCommand(
  program: Command,
  terminal: Terminal,
  finish: Finish,
): void {
  program
    .command('cost')
    .description(
      'Say what the nodes of an environment cost per month, by its own prices. Asks no cluster.',
    )
    .option('-e, --environment <name>', 'a file of environments/', 'local')
    .option('--root <dir>', 'the repository with helmfile.yaml.gotmpl', '.')
    .option('--json', 'print the result as JSON')
    .action(async ({ environment, root, json }: Options) => {
      const home = resolve(root);
      const programs = createProcessRunner(home, Date.now() + TIMEOUT_MS);
      const priced: ProcessRunner = {
        run: (name, args) => programs.run(name, [...withRules, ...args]),
      };
      const desired = await readDesiredState(home, environment, priced);
      if (!desired.ok) throw new UsageError(desired.reason);
      const { objects } = desired.value;
      const prices = pricesOf(objects);
      if (!prices) {
        throw new UsageError(
          `the environment "${environment}" renders no prices: its chart is from before monitoring.cost. Take a newer blueprint.`,
        );
      }
      const teams = costByTeam(requestsOf(objects), prices);
      const { asOf, currency } = prices;
      terminal.out(
        json
          ? jsonText({ environment, asOf, currency, teams })
          : costText(environment, teams, prices, painter(terminal.colours)),
      );
      finish(exitCodes.done);
    });
}
