/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests of schemas share is no package */
import { unboundedParts } from '@nodeyard/ethereum';
import { schemasIn } from '../../../../tests/fuzz/schemasIn';
import * as kinds from './kinds';
import * as objects from './objects';

const schemas = schemasIn(kinds, objects);

describe('schemas of objects of the cluster', () => {
  it('are found', () => {
    expect(schemas.length).toBeGreaterThanOrEqual(19);
  });

  it.each(schemas)(
    '%s bounds every number, text, list and map',
    (_, schema) => {
      // What rules of a policy say is handed on as it is; kubectl's whole answer is bounded.
      const unbounded = unboundedParts(schema).filter(
        part => !part.endsWith(': unknown fields'),
      );
      expect(unbounded).toEqual([]);
    },
  );

  it('do not accept an object of constructors as labels', () => {
    expect(objects.matches({ constructor: 'x' }, {})).toBe(false);
    expect(objects.matches({ toString: 'x' }, { toString: 'x' })).toBe(true);
  });
});
