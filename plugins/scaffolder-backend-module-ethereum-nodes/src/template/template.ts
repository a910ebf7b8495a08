import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import { z } from 'zod';
import type { HostState } from '../hosts/hosts';

// By its own place and not by the package's name, which packaging for other platforms changes.
const fileOf = (name: string) =>
  resolvePackagePath(
    pathToFileURL(__filename).href,
    `templates/${name}/template.yaml`,
  );

const branchSchema = z.looseObject({
  properties: z.looseObject({
    host: z.object({ enum: z.tuple([z.string()]) }),
  }),
});
const repositoryPageSchema = z.looseObject({
  properties: z.looseObject({
    host: z.looseObject({
      enum: z.array(z.string()),
      enumNames: z.array(z.string()),
    }),
  }),
  dependencies: z.object({ host: z.object({ oneOf: z.array(branchSchema) }) }),
});
const templateSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.literal('Template'),
  metadata: z.object({ name: z.string() }).catchall(z.json()),
  spec: z.looseObject({ parameters: z.array(z.looseObject({})) }),
});

/** A template as it is in the package: with every host, and without an owner. */
function packagedTemplate(name: string): z.infer<typeof templateSchema> {
  return templateSchema.parse(parse(readFileSync(fileOf(name), 'utf8')));
}

/**
 * The templates for one Backstage: to create a repository, to change it, and to update one or all.
 *
 * @returns none where repositories can be published nowhere
 */
export function templatesFor(
  states: readonly HostState[],
  owner: string | undefined,
): Entity[] {
  const template = templateFor(states, owner);
  if (!template) return [];
  const others = [
    'change-ethereum-node',
    'update-ethereum-blueprint',
    'update-ethereum-fleet',
  ]
    .map(packagedTemplate)
    .map(({ spec, ...rest }) => ({
      ...rest,
      spec: {
        ...spec,
        ...(owner === undefined ? {} : { owner }),
      } as Entity['spec'],
    }));
  return [template, ...others];
}

/**
 * The template for one Backstage: with the hosts that it can publish to, the first of which is chosen already.
 *
 * @returns undefined where it can publish nowhere
 */
export function templateFor(
  states: readonly HostState[],
  owner: string | undefined,
): Entity | undefined {
  const hosts = states.flatMap(state => (state.canPublish ? [state] : []));
  if (hosts.length === 0) return undefined;
  const template = packagedTemplate('create-ethereum-node');
  const { spec } = template;
  return {
    ...template,
    spec: {
      ...spec,
      ...(owner === undefined ? {} : { owner }),
      parameters: spec.parameters.map(page => {
        const repository = repositoryPageSchema.safeParse(page);
        return repository.success ? offering(repository.data, hosts) : page;
      }),
    } as Entity['spec'],
  };
}

type Host = Extract<HostState, { canPublish: true }>;

/** The page that asks for the repository, with some of its hosts. */
function offering(
  page: z.infer<typeof repositoryPageSchema>,
  hosts: readonly Host[],
) {
  const { host } = page.properties;
  return {
    ...page,
    properties: {
      ...page.properties,
      host: {
        ...host,
        description: undefined,
        default: hosts[0]?.host,
        enum: hosts.map(offered => offered.host),
        enumNames: hosts.map(offered => nameOf(offered, host)),
      },
    },
    dependencies: {
      host: {
        oneOf: page.dependencies.host.oneOf.flatMap(branch => {
          const [name] = branch.properties.host.enum;
          const offered = hosts.find(candidate => candidate.host === name);
          return offered ? [withServers(branch, offered)] : [];
        }),
      },
    },
  };
}

/** `GitHub`, or `GitHub (github.acme.dev)` where it is not the public one. */
function nameOf(
  { host, servers }: Host,
  choice: { enum: string[]; enumNames: string[] },
): string {
  const name = choice.enumNames[choice.enum.indexOf(host)] ?? host;
  return servers.length === 0 || servers.includes(`${host}.com`)
    ? name
    : `${name} (${servers.join(', ')})`;
}

/** The picker of a Git host takes the servers that have credentials. */
function withServers(
  branch: z.infer<typeof branchSchema>,
  { host, servers }: Host,
) {
  const key = `${host}Url`;
  const picker = branch.properties[key];
  if (typeof picker !== 'object' || picker === null) return branch;
  const names = servers.map(server =>
    server.replace(/[.\\+*?^$()[\]{}|]/g, '\\$&'),
  );
  return {
    ...branch,
    properties: {
      ...branch.properties,
      [key]: {
        ...picker,
        pattern: `^(${names.join('|')})\\?`,
        'ui:options': { allowedHosts: servers },
      },
    },
  };
}
