import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const cores = z
  .string()
  .regex(/^[0-9.]+m?$/)
  .transform(text => (text.endsWith('m') ? parseInt(text, 10) / 1000 : +text));
const gibibytes = z
  .string()
  .regex(/^[0-9]+[MG]i$/)
  .transform(text => parseInt(text, 10) / (text.endsWith('Mi') ? 1024 : 1));
const layerSchema = z.object({
  resources: z.object({
    requests: z.object({ cpu: cores, memory: gibibytes.optional() }),
  }),
});
const valuesSchema = z
  .object({
    execution: layerSchema.optional(),
    consensus: layerSchema.optional(),
  })
  .transform(({ execution, consensus }, ctx) => {
    const layer = execution ?? consensus;
    if (layer) return layer.resources.requests;
    ctx.addIssue({ code: 'custom', message: 'has neither layer' });
    return z.NEVER;
  });

/** What the files `values/networks/<network>/<client>.yaml` request, as TypeScript. */
export function networkRequests(folder: string): string {
  const byNetwork = Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map(network => [
        network,
        Object.fromEntries(
          readdirSync(join(folder, network))
            .sort()
            .map(file => {
              const { cpu, memory } = valuesSchema.parse(
                parse(readFileSync(join(folder, network, file), 'utf8')),
              );
              return [
                basename(file, '.yaml'),
                { cores: cpu, memoryGi: memory },
              ];
            }),
        ),
      ]),
  );
  return `// Generated from values/networks by \`yarn workspace @nodeyard/ethereum generate\`. Do not edit.

/** What one client requests. */
interface ClientRequests {
  cores: number;
  /** Absent where the client's data file says it: memoryGi. */
  memoryGi?: number;
}

/** What the platform's values request for a client, by network and name. */
export const networkRequests: Readonly<
  Record<string, Readonly<Record<string, ClientRequests>>>
> = ${JSON.stringify(byNetwork, null, 2)};
`;
}
