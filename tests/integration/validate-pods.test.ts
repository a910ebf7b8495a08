import { before, describe } from 'node:test';
import type { DesiredState } from '../../packages/blueprint/src/deployment/state';
import { deployStandIns } from './validate/environment';
import { podFaults } from './validate/faults/pods';
import { plantAll } from './validate/plant';

describe('validate-deployment, of faults of pods', () => {
  let desired: DesiredState;
  before(async () => {
    desired = await deployStandIns(['geth-0', 'geth-1', 'geth-2', 'geth-3']);
  });

  plantAll(podFaults, () => desired);
});
