/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests of schemas share is no package */
import { unboundedParts } from '@nodeyard/ethereum';
import { schemasIn } from '../../../tests/fuzz/schemasIn';
import * as cluster from './cluster';
import * as config from './config';
import * as lease from './leaseObject';
import * as objects from './objects';
import * as state from './state';

const schemas = schemasIn(cluster, config, lease, objects, state);

describe('schemas of inputs of a run', () => {
  it('are found', () => {
    expect(schemas.length).toBeGreaterThanOrEqual(11);
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
