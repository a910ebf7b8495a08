/**
 * Turns the facts in `charts/ethereum-infrastructure/files` into TypeScript.
 *
 * `generate` writes each `generated.ts` below `src`, what the platform's values request, the copy of the reserved namespaces that charts/platform reads, the kinds of stores for
 * the chart, its list of ports of peers, and two tables of `docs/health.md`: from the recordings, and from what was read of unclean stops. `generate --check`
 * writes nothing and fails when they are not what it would write.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { withMeasuredTable } from '../src/__fixtures__/comparison/document';
import { withUncleanTable } from '../src/__fixtures__/unclean/document';
import { clientSchema } from '../src/clients/schema';
import { reservedNamespacesSchema } from '../src/namespaces/schema';
import {
  networkFileSchema,
  unknownClients,
  withNetworks,
} from '../src/networks/networkFile';
import type { Network } from '../src/networks/schema';
import { copyOf, networkChart } from './networkChart';
import { chartPeerPorts } from './peerPorts';
import { networkRequests } from './requests';
import { chartStores, withStoreDescription } from './stores';

const packageRoot = resolve(__dirname, '..');
const factsRoot = resolve(
  packageRoot,
  '../../charts/ethereum-infrastructure/files',
);

/** Reads every YAML file of a folder; a fact that does not fit its schema ends the run with file, field and reason. */
function readFacts<T extends { name: string }>(
  folder: string,
  schema: z.ZodType<T>,
  complete: (fact: unknown) => unknown = fact => fact,
): T[] {
  const problems: string[] = [];
  const facts = readdirSync(join(factsRoot, folder))
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .flatMap(file => {
      const fact = schema.safeParse(
        complete(parse(readFileSync(join(factsRoot, folder, file), 'utf8'))),
      );
      if (!fact.success) {
        problems.push(
          ...fact.error.issues.map(
            issue =>
              `${folder}/${file}: ${issue.path.join('.')}: ${issue.message}`,
          ),
        );
        return [];
      }
      if (`${fact.data.name}.yaml` !== file) {
        problems.push(
          `${folder}/${file}: name: is "${fact.data.name}", must be the file's name`,
        );
      }
      return [fact.data];
    });
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  return facts;
}

/** Oldest network first, those without a fixed genesis last. */
const byAge = (a: Network, b: Network) =>
  (a.genesisTime ?? Infinity) - (b.genesisTime ?? Infinity) || 0;

/** Marked as free of effects, so that bundles leave away a table that they do not read. */
const table = (type: string, facts: Array<{ name: string }>) =>
  `/* @__PURE__ */ byName<${type}Name, ${type}>(${JSON.stringify(
    Object.fromEntries(facts.map(fact => [fact.name, fact])),
    null,
    2,
  )})`;

/** A list of names and their union; in a file without the facts, which are forty kilobytes. */
const names = (
  of: string,
  about: string,
  facts: Array<{ name: string }>,
) => `/** ${about}. @public */
export const ${of}Names = ${JSON.stringify(
  facts.map(({ name }) => name),
)} as const;

/** @public */
export type ${of.charAt(0).toUpperCase()}${of.slice(
  1,
)}Name = (typeof ${of}Names)[number];
`;

const reasons = (byNames: Record<string, string>) =>
  `/* @__PURE__ */ byName<string, string>(${JSON.stringify(byNames, null, 2)})`;

const mapValues = <T, U>(record: Record<string, T>, of: (value: T) => U) =>
  Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, of(value)]),
  );

const origin = (folder: string) =>
  `// Generated from charts/ethereum-infrastructure/files/${folder} by \`yarn workspace @nodeyard/ethereum generate\`. Do not edit.\n`;

async function generate(): Promise<Array<{ file: string; text: string }>> {
  const networkFiles = readFacts('networks', networkFileSchema).sort(byAge);
  const networks = networkFiles.map(
    ({ clients: _, ...network }): Network => network,
  );
  const clients = readFacts('clients', clientSchema, client =>
    withNetworks(client, networkFiles),
  );
  const unknown = unknownClients(
    networkFiles,
    clients.map(({ name }) => name),
  );
  if (unknown.length > 0) throw new Error(unknown.join('\n'));
  const executionClients = clients.filter(({ layer }) => layer === 'execution');
  const consensusClients = clients.filter(({ layer }) => layer === 'consensus');
  const [reserved] = readFacts('namespaces', reservedNamespacesSchema);
  if (!reserved) throw new Error('namespaces/reserved.yaml is missing');
  const chart = '../../charts/ethereum-infrastructure';
  const health = '../../docs/health.md';
  return [
    {
      file: health,
      text: withUncleanTable(
        await withMeasuredTable(
          readFileSync(join(packageRoot, health), 'utf8'),
        ),
      ),
    },
    {
      file: 'src/networks/generated.ts',
      text: `${origin('networks')}
import { byName } from '../byName';
import type { NetworkName } from '../names/generated';
import type { Network } from './schema';

/** Facts of every network, by name. @public */
export const networks: Readonly<Record<NetworkName, Network>> = ${table(
        'Network',
        networks,
      )};
`,
    },
    {
      file: 'src/clients/generated.ts',
      text: `${origin('clients')}
import { byName } from '../byName';
import type {
  ConsensusClientName,
  ExecutionClientName,
} from '../names/generated';
import type { ConsensusClient, ExecutionClient } from './schema';

/** Facts of every execution client, by name. @public */
export const executionClients: Readonly<
  Record<ExecutionClientName, ExecutionClient>
> = ${table('ExecutionClient', executionClients)};

/** Facts of every consensus client, by name. @public */
export const consensusClients: Readonly<
  Record<ConsensusClientName, ConsensusClient>
> = ${table('ConsensusClient', consensusClients)};
`,
    },
    {
      file: 'src/names/generated.ts',
      text: `${origin('networks and files/clients')}
${names('network', 'Networks, the oldest first', networks)}
${names('executionClient', 'Execution clients', executionClients)}
${names('consensusClient', 'Consensus clients', consensusClients)}`,
    },
    {
      file: 'src/namespaces/generated.ts',
      text: `${origin('namespaces')}
import { byName } from '../byName';

/** Why a namespace is not for nodes, by its name. */
export const reservedNames: Record<string, string> = ${reasons({
        ...mapValues(reserved.layers, ({ reason }) => reason),
        ...reserved.names,
      })};

/** The same, by what names begin with. */
export const reservedPrefixes: Record<string, string> = ${reasons(
        reserved.prefixes,
      )};
`,
    },
    copyOf('files/namespaces/reserved.yaml', 'platform'),
    ...networkChart(
      networks,
      clients.flatMap(client => (client.layer === 'execution' ? [client] : [])),
    ),
    { file: `${chart}/files/stores/kinds.yaml`, text: chartStores() },
    { file: `${chart}/files/peers/ports.yaml`, text: chartPeerPorts(clients) },
    {
      file: `${chart}/values.schema.json`,
      text: withStoreDescription(
        readFileSync(join(packageRoot, chart, 'values.schema.json'), 'utf8'),
      ),
    },
    {
      file: '../blueprint/src/platform/generated.ts',
      text: networkRequests(
        resolve(packageRoot, '../../values/networks'),
        clients,
      ),
    },
  ];
}

const read = (file: string) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

async function main() {
  const check = process.argv.includes('--check');
  const outdated: string[] = [];
  for (const { file, text } of await generate()) {
    const target = join(packageRoot, file);
    if (read(target) === text) {
      continue;
    }
    outdated.push(relative(process.cwd(), target));
    if (!check) {
      writeFileSync(target, text);
    }
  }
  if (check && outdated.length > 0) {
    process.stderr.write(
      `${outdated.join(
        ', ',
      )} is not what charts/ethereum-infrastructure/files, values/networks and the recordings say. ` +
        'Run `yarn workspace @nodeyard/ethereum generate` and commit the result.\n',
    );
    process.exitCode = 1;
    return;
  }
  process.stdout.write(
    outdated.length > 0
      ? `wrote ${outdated.join(', ')}\n`
      : 'facts, recordings, TypeScript and docs agree\n',
  );
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
