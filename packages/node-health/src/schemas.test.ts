/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests of schemas share is no package */
import { unboundedParts } from '@nodeyard/ethereum';
import { schemasIn } from '../../../tests/fuzz/schemasIn';
import * as awaitReady from './awaitReady';
import * as bootnode from './bootnode';
import * as askSource from './checkpoint/sourceClient';
import * as options from './config/options';
import * as lastRun from './snapshots/lastRun';

const schemas = schemasIn(awaitReady, bootnode, askSource, options, lastRun);

describe('schemas of input of the sidecar', () => {
  it('are found', () => {
    expect(schemas.map(([name]) => name).sort()).toEqual([
      'genesisSchema',
      'headerSchema',
      'identitySchema',
      'lastRunSchema',
      'optionsSchema',
      'readinessSchema',
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
