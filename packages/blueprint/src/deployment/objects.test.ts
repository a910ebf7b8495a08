import { unboundedParts } from '@nodeyard/ethereum';
import { z } from 'zod';
import * as kinds from './kinds';
import * as objects from './objects';

const schemas = [kinds, objects]
  .flatMap((module): Array<[string, unknown]> => Object.entries(module))
  .filter(
    (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
  );

describe('schemas of what the cluster holds', () => {
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

  it('take no object of constructors for labels', () => {
    expect(objects.matches({ constructor: 'x' }, {})).toBe(false);
    expect(objects.matches({ toString: 'x' }, { toString: 'x' })).toBe(true);
  });
});
