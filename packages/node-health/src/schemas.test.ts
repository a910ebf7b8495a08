import { unboundedParts } from '@nodeyard/ethereum';
import { z } from 'zod';
import * as bootnode from './bootnode';
import * as askSource from './checkpoint/askSource';
import * as options from './config/options';
import * as lastRun from './snapshots/lastRun';

const exported = [bootnode, askSource, options, lastRun].flatMap(
  (module): Array<[string, unknown]> => Object.entries(module),
);
const schemas = exported.filter(
  (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
);

describe('schemas of what the sidecar reads', () => {
  it('are found', () => {
    expect(schemas.map(([name]) => name).sort()).toEqual([
      'genesisSchema',
      'headerSchema',
      'identitySchema',
      'lastRunSchema',
      'optionsSchema',
      'rootSchema',
    ]);
  });

  it.each(schemas)(
    '%s bounds every number, text, list and map',
    (_, schema) => {
      expect(unboundedParts(schema)).toEqual([]);
    },
  );
});
