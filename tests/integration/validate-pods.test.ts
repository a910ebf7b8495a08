import { after, before, describe } from 'node:test';
import type { Wanted } from '../../packages/blueprint/src/deployment/seen';
import { kubectl } from './cluster';
import { deployStandIns, namespace } from './validate/environment';
import { healthFaults } from './validate/faults/health';
import { podFaults } from './validate/faults/pods';
import { plantAll } from './validate/plant';

describe('validate-deployment, of what happens to pods', () => {
  let wanted: Wanted;
  before(async () => {
    wanted = await deployStandIns();
  });
  after(() => kubectl('delete', 'namespace', namespace, '--wait=false'));

  plantAll([...healthFaults, ...podFaults], () => wanted);
});
