import { historyModes } from '@nodeyard/ethereum';
import { z } from 'zod';
import { requestMessage } from '../messages/requestMessages';
import { key } from './metadata';
import { boundedText, patternText } from './text';

/**
 * What the chain of a new node begins with: a sync from its peers, or the newest verified snapshot of the store.
 * @internal
 */
export const restoreChoices = ['none', 'latest'] as const;

export const history = z.enum(historyModes);

export const restore = z.enum(restoreChoices);

const size = patternText(
  /^[1-9][0-9]{0,5}Gi$/,
  requestMessage('not-a-size', {}),
  requestMessage('write-size', {}),
);

const className = patternText(
  /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/,
  requestMessage('not-a-storage-class', {}),
  requestMessage('take-storage-class', {}),
);

/** The volume of an execution client. */
export const storage = z.strictObject({
  size: key(size.optional(), {
    about: 'Size of the volume in GiB.',
    example: '900Gi',
    question: {
      key: 'storageSize',
      title: 'Disk of the execution client',
      description: 'Left empty, what the client needs today with room to grow',
      form: {
        'ui:placeholder': '900Gi',
        'ui:help':
          'A number and Gi. A volume can grow later, and never shrink.',
      },
    },
  }),
  className: key(className.optional(), {
    about: "Storage class of the volume. Without it, the cluster's default.",
    example: 'fast',
    question: {
      key: 'storageClass',
      title: 'Storage class',
      description: "Of the node's volumes. Left empty, the cluster's default.",
    },
  }),
});

/** A pair of clients. */
export const requestedNodeSchema = z.strictObject({
  execution: key(boundedText, {
    about:
      'The execution client: it runs transactions, keeps the state and answers JSON-RPC.',
    example: 'geth',
    question: {
      key: 'execution',
      title: 'Execution client',
      description: 'Runs transactions, keeps the state and answers JSON-RPC',
    },
  }),
  consensus: key(boundedText.optional(), {
    about:
      'The consensus client: it follows the beacon chain. May be left out only for an execution client that brings its own.',
    example: 'lighthouse',
    question: {
      key: 'consensus',
      title: 'Consensus client',
      description:
        'Follows the beacon chain and gives the execution client its newest block',
    },
  }),
  history: key(history.optional(), {
    about:
      "How much of the chain's past the node keeps: archive, full, pre-merge, pre-prague, rolling (the client's last days, see \"nodeyard explain\" of it) or aggressive. Without it, the client's usual mode.",
    example: 'pre-prague',
    question: {
      key: 'history',
      title: 'History',
      description:
        "How much of the chain's past to keep. Blocks since Prague are enough for most applications; more history needs more disk and a longer first sync.",
    },
  }),
  storage: key(storage.optional(), {
    about:
      "The execution client's volume. Without it, the size that the client needs today with room to grow.",
    example: '{ size: 900Gi, className: fast }',
  }),
  restore: key(restore.optional(), {
    about:
      "What the node's chain begins with: latest, the newest verified snapshot of snapshots.store, or none, a sync from its peers. Without it, none.",
    example: 'latest',
  }),
});
