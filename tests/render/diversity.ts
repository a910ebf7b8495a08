import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { findingOf, type Report } from './report';

const clientsSchema = z.looseObject({
  execution: z.looseObject({ client: z.string() }),
  consensus: z.looseObject({ client: z.string() }).optional(),
});

const environmentSchema = z.looseObject({
  nodes: z.record(z.string(), clientsSchema),
  serve: z
    .record(
      z.string(),
      clientsSchema.extend({
        autoscaling: z.looseObject({
          minReplicas: z.number(),
          maxReplicas: z.number(),
        }),
      }),
    )
    .default({}),
});

type Environment = z.infer<typeof environmentSchema>;

/** A client that runs more than half of the nodes takes them all along when it errs: with pools at their least, and at their most. */
export function checkDiversity(report: Report, environment: string): void {
  for (const size of ['min', 'max'] as const) {
    report.check(
      `production: no client runs more than half of the nodes, pools at their ${size}`,
      () => {
        const pods = podsOf(
          environmentSchema.parse(parse(readFileSync(environment, 'utf8'))),
          size,
        );
        const shares = [...new Set(pods.flat())].map(client => ({
          client,
          count: pods.filter(clients => clients.includes(client)).length,
        }));
        return findingOf(
          shares
            .filter(({ count }) => count * 2 > pods.length)
            .map(
              ({ client, count }) => `${client}: ${count} of ${pods.length}`,
            ),
          `${shares.length} clients, ${pods.length} pods`,
        );
      },
    );
  }
}

/** The clients of each pod. */
function podsOf(
  { nodes, serve }: Environment,
  size: 'min' | 'max',
): string[][] {
  return [
    ...Object.values(nodes).map(clientsOf),
    ...Object.values(serve).flatMap(pool =>
      Array.from({ length: pool.autoscaling[`${size}Replicas`] }, () =>
        clientsOf(pool),
      ),
    ),
  ];
}

function clientsOf({
  execution,
  consensus,
}: z.infer<typeof clientsSchema>): string[] {
  return consensus ? [execution.client, consensus.client] : [execution.client];
}
