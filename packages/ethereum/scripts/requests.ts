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
const valuesSchema = z.object({
  clients: z.record(
    z.string(),
    z.object({
      resources: z.object({
        requests: z.object({ cpu: cores, memory: gibibytes.optional() }),
      }),
    }),
  ),
});

/** What the platform's values for each network request for each client, as TypeScript. */
export function networkRequests(folder: string): string {
  const byNetwork = Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map(file => {
        const { clients } = valuesSchema.parse(
          parse(readFileSync(join(folder, file), 'utf8')),
        );
        return [
          basename(file, '.yaml'),
          Object.fromEntries(
            Object.entries(clients).map(([name, { resources }]) => [
              name,
              {
                cores: resources.requests.cpu,
                memoryGi: resources.requests.memory,
              },
            ]),
          ),
        ];
      }),
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
