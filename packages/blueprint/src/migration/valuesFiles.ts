import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isValues } from '../values/setting';
import type { Values } from '../values/setting';

/** A file of values/, by its path in the repository. */
export interface ValuesFile {
  file: string;
  values: Values;
}

/** Names become parts of paths. */
const isName = (name: unknown) =>
  typeof name === 'string' && /^[a-z0-9-]+$/.test(name);

/** The files of values/ for the network and the clients of an environment; those that exist. */
export function valuesFiles(root: string, environment: Values): ValuesFile[] {
  const { network } = environment;
  const clients = clientsOf(environment);
  const ofNetwork = isName(network)
    ? [
        `networks/${network}`,
        ...clients.map(client => `networks/${network}/${client}`),
      ]
    : [];
  return [...ofNetwork, ...clients.map(client => `clients/${client}`)]
    .map(name => `values/${name}.yaml`)
    .filter(file => existsSync(join(root, file)))
    .flatMap(file => {
      const values: unknown = parse(readFileSync(join(root, file), 'utf8'));
      return isValues(values) ? [{ file, values }] : [];
    });
}

const valuesOf = (map: unknown) => (isValues(map) ? Object.values(map) : []);

function clientsOf({ nodes, serve, nodeDefaults }: Values): string[] {
  const blocks = [...valuesOf(nodes), ...valuesOf(serve), nodeDefaults];
  const names = blocks
    .flatMap(block =>
      isValues(block) ? [block.execution, block.consensus] : [],
    )
    .flatMap(layer => (isValues(layer) ? [layer.client] : []))
    .filter(isName);
  return [...new Set(names.map(String))];
}

/** Paths below which both have something, as `consensus.extraArgs`. */
export function commonPaths(a: Values, b: Values, at = ''): string[] {
  return Object.keys(a)
    .filter(key => Object.hasOwn(b, key))
    .flatMap(key => {
      const [ofA, ofB] = [a[key], b[key]];
      return isValues(ofA) && isValues(ofB)
        ? commonPaths(ofA, ofB, `${at}${key}.`)
        : [`${at}${key}`];
    });
}
