import { z } from 'zod';
import { listOf, text } from '../health/bounds';
import { networkSchema } from './schema';

const clientSchema = z.looseObject({
  name: text,
  networks: listOf(text),
  storage: z.record(text, z.unknown()),
});

/**
 * `files/networks/<name>.yaml` of the chart: the network, and the clients whose own files do not list it, with their `storage` there.
 * The chart passes the network to the sidecar without them.
 */
export const networkFileSchema = networkSchema.extend({
  clients: z
    .record(text, z.strictObject({ storage: z.record(text, z.unknown()) }))
    .optional(),
});

type NetworkFile = z.infer<typeof networkFileSchema>;

/**
 * The content of a file of `files/clients`, with the networks that list the client.
 *
 * @throws Error if a network is stated in both files
 */
export function withNetworks(
  file: unknown,
  networks: readonly NetworkFile[],
): unknown {
  const parsed = clientSchema.safeParse(file);
  if (!parsed.success) return file; // its own schema has the problems
  const client = parsed.data;
  return networks.reduce((known, { name, clients = {} }) => {
    const entry = Object.hasOwn(clients, client.name)
      ? clients[client.name]
      : undefined;
    if (entry === undefined) return known;
    if (known.networks.includes(name)) {
      throw new Error(
        `networks/${name}.yaml: clients.${client.name}: clients/${client.name}.yaml has this network too; remove one of them`,
      );
    }
    return {
      ...known,
      networks: [...known.networks, name],
      storage: { ...known.storage, [name]: entry.storage },
    };
  }, client);
}

/** Clients of network files that have no file of their own, as `networks/<name>.yaml: clients.<client>: ...`. */
export function unknownClients(
  networks: readonly NetworkFile[],
  names: readonly string[],
): string[] {
  return networks.flatMap(({ name, clients = {} }) =>
    Object.keys(clients)
      .filter(client => !names.includes(client))
      .map(
        client =>
          `networks/${name}.yaml: clients.${client}: there is no clients/${client}.yaml`,
      ),
  );
}
