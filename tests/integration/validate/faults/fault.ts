import { z } from 'zod';
import { program } from '../../cluster';
import type { Edit } from '../environment';
import { here, namespace } from '../environment';

/** A fault, and the one check that must detect it. */
export interface Fault {
  check: string;
  /** The fault, as a sentence. */
  sentence: string;
  /** Text that the finding must contain. */
  words: RegExp;
  /** The environment's file differs from the running objects. */
  edit?: Edit;
  /** Or something happens in the cluster. */
  plant?: () => Promise<unknown>;
  repair?: () => Promise<unknown>;
}

/** Faults that are injected together, because none affects the object of another. */
export interface Batch {
  faults: readonly Fault[];
  /** Their set-up, and its removal. */
  prepare?: () => Promise<unknown>;
  restore?: () => Promise<unknown>;
}

/** Labels of the first node's pod. */
export const selector = {
  'ethereum.nodeyard.io/network': 'devnet',
  'ethereum.nodeyard.io/node': 'geth-0',
};

/** Creates an object as given; `apply` would record managers of fields, a difference from the deployed object. */
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

/** Sets the answers and actions of a stand-in of a workload, such as `statefulset/geth-0`; see ../../images/stand-in.cjs. */
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
