import { unboundedParts } from '@nodeyard/ethereum';
import { z } from 'zod';
import * as cluster from './cluster';
import * as config from './config';
import * as lease from './leaseObject';
import * as objects from './objects';
import * as state from './state';

const schemas = [cluster, config, lease, objects, state]
  .flatMap((module): Array<[string, unknown]> => Object.entries(module))
  .filter(
    (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
  );

describe('schemas of what a run reads', () => {
  it('are found', () => {
    expect(schemas.length).toBeGreaterThanOrEqual(13);
  });

  it.each(schemas)(
    '%s bounds every number, text, list and map',
    (_, schema) => {
      // Objects are handed on with what is not known of them; the bytes of an answer are bounded.
      const unbounded = unboundedParts(schema).filter(
        part => !part.endsWith(': unknown fields'),
      );
      expect(unbounded).toEqual([]);
    },
  );
});
