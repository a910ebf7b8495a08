import { z } from 'zod';
import { program } from '../../cluster';
import type { Edit } from '../environment';
import { here, namespace } from '../environment';

/** Something that goes wrong, and the one check that must see it. */
export interface Fault {
  check: string;
  /** What is done, as a sentence. */
  sentence: string;
  /** The words that the finding must have. */
  words: RegExp;
  /** The environment's file asks for something else than what runs. */
  edit?: Edit;
  /** Or something happens in the cluster. */
  plant?: () => Promise<unknown>;
  repair?: () => Promise<unknown>;
}

/** Faults that are planted at once, because none of them touches what another is about. */
export interface Batch {
  faults: readonly Fault[];
  /** What they need, and what takes it away again. */
  prepare?: () => Promise<unknown>;
  restore?: () => Promise<unknown>;
}

/** Labels of the first node's pod. */
export const selector = {
  'ethereum.nodeyard.io/network': 'devnet',
  'ethereum.nodeyard.io/node': 'geth-0',
};

/** Makes an object as it stands; `apply` would write down who gave which field, and that is a difference from what was deployed. */
export const create = (object: object) =>
  program('sh', [
    '-c',
    `printf %s "$1" | kubectl -n ${namespace} create -f -`,
    'sh',
    JSON.stringify(object),
  ]);
export const adds = (
  kind: string,
  apiVersion: string,
  name: string,
  rest: object,
  metadata: object = {},
) => ({
  plant: () =>
    create({ apiVersion, kind, metadata: { name, ...metadata }, ...rest }),
  repair: () => here('delete', kind.toLowerCase(), name, '--wait=false'),
});

export const looseObject = z.looseObject({ metadata: z.looseObject({}) });
export const read = async (...args: string[]) =>
  looseObject.parse(JSON.parse(await here('get', ...args, '-o', 'json')));

/** Writes what a stand-in of a workload, such as `statefulset/geth-0`, says or does; see ../../images/stand-in.cjs. */
export const fate =
  (workload: string, name: 'geth' | 'node-health', answer: object) => () =>
    here(
      ...['exec', workload, '-c', 'node-health', '--', 'node', '-e'],
      `require('fs').writeFileSync('/tmp/${name}.json', ${JSON.stringify(
        JSON.stringify(answer),
      )})`,
    );
export const says = (workload: string, answer: object) => ({
  plant: fate(workload, 'node-health', answer),
  repair: fate(workload, 'node-health', {}),
});
