import type { ApiOfNodes } from './jsonRpc';

/** Read routes that every consensus client answers; parameters of a path are in braces. */
const routes: ReadonlyArray<{ path: string; summary: string }> = [
  { path: '/eth/v1/node/health', summary: 'Whether the node is in sync' },
  { path: '/eth/v1/node/version', summary: 'Client and its release' },
  { path: '/eth/v1/node/syncing', summary: 'Head slot and sync distance' },
  { path: '/eth/v1/beacon/genesis', summary: 'Genesis of the chain' },
  {
    path: '/eth/v1/beacon/headers/{block_id}',
    summary: 'Header of a block: head, finalized, a slot or a root',
  },
  {
    path: '/eth/v1/beacon/states/{state_id}/finality_checkpoints',
    summary: 'Justified and finalized checkpoints of a state',
  },
];

const responses = { 200: { description: 'The answer of the node' } };

/**
 * A short OpenAPI description of the Beacon API of consensus clients, as indented JSON.
 * @see https://ethereum.github.io/beacon-APIs, which has the full set of routes
 * @public
 */
export function beaconApiDefinition(api: ApiOfNodes): string {
  const document = {
    openapi: '3.0.3',
    info: {
      title: api.title,
      description: api.description,
      version: '1.0.0',
    },
    servers: api.servers.map(({ name, url }) => ({ description: name, url })),
    paths: Object.fromEntries(
      routes.map(({ path, summary }) => [
        path,
        { get: { summary, parameters: parametersOf(path), responses } },
      ]),
    ),
    externalDocs: { url: 'https://ethereum.github.io/beacon-APIs/' },
  };
  return JSON.stringify(document, undefined, 2);
}

function parametersOf(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}
