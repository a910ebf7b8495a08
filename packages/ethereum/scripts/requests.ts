import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ConsensusClient, ExecutionClient } from '../src/clients/schema';

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
const valuesSchema = z.object({
  execution: layerSchema.optional(),
  consensus: layerSchema.optional(),
});

type Values = z.infer<typeof valuesSchema>;
type NamedClient = Pick<
  ExecutionClient | ConsensusClient,
  'name' | 'layer' | 'networks'
>;

/**
 * Requests of `values/networks/<network>.yaml` for all clients and of `values/networks/<network>/<client>.yaml` for one, as TypeScript.
 *
 * @throws Error if a file of a client has not its layer
 */
export function networkRequests(
  folder: string,
  clients: readonly NamedClient[],
): string {
  const read = (path: string): Values =>
    existsSync(join(folder, path))
      ? valuesSchema.parse(parse(readFileSync(join(folder, path), 'utf8')))
      : {};
  const networks = new Set(
    readdirSync(folder).map(entry => basename(entry, '.yaml')),
  );
  const byNetwork = Object.fromEntries(
    [...networks].sort().map(network => [
      network,
      Object.fromEntries(
        clients
          .map(({ name, layer, networks: own }) => {
            const values = read(`${network}/${name}.yaml`);
            if (Object.keys(values).length > 0 && !values[layer]) {
              throw new Error(
                `values/networks/${network}/${name}.yaml: ${layer} is missing`,
              );
            }
            const general = own.includes(network)
              ? read(`${network}.yaml`)[layer]
              : undefined;
            return [name, values[layer] ?? general] as const;
          })
          .flatMap(([name, layer]) =>
            layer === undefined
              ? []
              : [
                  [
                    name,
                    {
                      cores: layer.resources.requests.cpu,
                      memoryGi: layer.resources.requests.memory,
                    },
                  ],
                ],
          ),
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
