import { z } from 'zod';
import { requestMessage } from '../messages/requestMessages';
import { key } from './metadata';
import { history, restore, storage } from './node';
import { reason } from './reason';
import { boundedText } from './text';

const positiveCount = z.number().int().min(1).max(50);

const TOO_MANY = 'is more than 50. Use fewer, or ask for a second repository.';

/** A pool of nodes that scales with load. Its pair of clients defaults to the first node's. */
export const serveSchema = z
  .strictObject({
    min: key(positiveCount, {
      about: 'Least number of nodes in the pool.',
      example: '2',
      question: {
        key: 'fewestNodes',
        title: 'Fewest nodes',
        description:
          'Run however few callers there are. In production at least 2, so that one may move to another machine.',
        form: {
          default: 2,
          errorMessage: {
            minimum: 'is less than 1. Use 2 or more in production.',
            maximum: TOO_MANY,
          },
        },
      },
    }),
    max: key(positiveCount, {
      about: 'Greatest number of nodes in the pool.',
      example: '6',
      question: {
        key: 'mostNodes',
        title: 'Most nodes',
        description:
          'Run when there are many callers. Not less than the above; the same, and the pool does not scale.',
        form: {
          default: 4,
          errorMessage: {
            minimum: 'is less than 1. Use as many as above, or more.',
            maximum: TOO_MANY,
          },
        },
      },
    }),
    execution: key(boundedText.optional(), {
      about: "The pool's execution client. Without it, the first node's.",
      example: 'reth',
    }),
    consensus: key(boundedText.optional(), {
      about:
        "The pool's consensus client. Without it, the first node's, or the one that the execution client brings.",
      example: 'nimbus',
    }),
    history: key(history.optional(), {
      about:
        "How much of the chain's past the pool's nodes keep. Without it, as the first node if that has the same execution client, else the client's usual mode.",
      example: 'pre-prague',
    }),
    storage: key(storage.optional(), {
      about:
        "The volume of each of the pool's nodes, which comes and goes with the node: choose a storage class that deletes.",
      example: '{ size: 900Gi, className: fast }',
    }),
    restore: key(restore.optional(), {
      about:
        "What the chain of each of the pool's nodes begins with: latest or none. Without it, as the first node if that has the same execution client and history, else none.",
      example: 'latest',
    }),
    cpu: key(z.number().int().min(10).max(1000).optional(), {
      about:
        'Percent of the processor time requested for the execution client, on average over the pool, above which nodes are added. Without it, 70.',
      example: '70',
    }),
  })
  .superRefine((value, ctx) => {
    if (value.min > value.max) {
      reason(
        ctx,
        requestMessage('less-than-fewest', { fewest: value.min }),
        requestMessage('raise-most', {}),
        ['max'],
      );
    }
  });
