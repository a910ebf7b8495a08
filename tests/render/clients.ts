import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePresent } from '../ensurePresent';
import type { Client } from '../../packages/ethereum/src/clients/schema';
import { clientsOf } from './combinations';
import { template } from './matrixValues';
import { findingOf, type Report } from './report';

/** Checks that the chart renders each client that it can deploy: with templates that exist and facts that suffice. */
export function checkClients(report: Report, chart: string): void {
  // Releases of teams pin one chart, which was checked here.
  if (!existsSync(join(chart, 'tests'))) return;
  const clients = clientsOf(chart).filter(({ deployable }) => deployable.chart);
  report.check('the chart renders every client', () =>
    findingOf(
      clients.flatMap(client => problemsOf(chart, client)),
      `${clients.length} clients`,
    ),
  );
}

function problemsOf(
  chart: string,
  { layer, name, networks }: Client,
): string[] {
  const rendered = template(chart, ensurePresent(networks[0]), {
    [name]: {
      execution: { client: layer === 'execution' ? name : 'geth' },
      consensus: { client: layer === 'consensus' ? name : 'lighthouse' },
    },
  });
  return rendered.ok ? [] : [`${name}: ${rendered.reason}`];
}
