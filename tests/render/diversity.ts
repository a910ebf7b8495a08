import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { findingOf, type Report } from './report';

const environmentSchema = z.looseObject({
  nodes: z.record(
    z.string(),
    z.looseObject({
      execution: z.looseObject({ client: z.string() }),
      consensus: z.looseObject({ client: z.string() }).optional(),
    }),
  ),
});

/** A client that runs more than half of the nodes takes them all along when it errs. */
export function checkDiversity(report: Report, environment: string): void {
  report.check('production: no client runs more than half of the nodes', () => {
    const nodes = Object.values(
      environmentSchema.parse(parse(readFileSync(environment, 'utf8'))).nodes,
    );
    const clients = nodes.flatMap(({ execution, consensus }) =>
      consensus ? [execution.client, consensus.client] : [execution.client],
    );
    const shares = [...new Set(clients)].map(client => ({
      client,
      count: clients.filter(name => name === client).length,
    }));
    return findingOf(
      shares
        .filter(({ count }) => count * 2 > nodes.length)
        .map(({ client, count }) => `${client}: ${count} of ${nodes.length}`),
      `${shares.length} clients, ${nodes.length} nodes`,
    );
  });
}
