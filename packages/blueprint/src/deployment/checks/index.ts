import type { Check } from '../check';
import { apiServerChecks } from './apiServer';
import { driftChecks } from './drift';
import { dutyChecks } from './duties';
import { environmentChecks } from './environment';
import { healthChecks } from './health';
import { layerChecks } from './layers';
import { machineChecks } from './machines';
import { networkChecks } from './network';
import { podChecks } from './pods';
import { readerChecks } from './secretReaders';
import { referenceChecks } from './references';
import { releaseChecks } from './releases';
import { replicaChecks } from './metricsReplicas';
import { rightsChecks } from './rights';
import { storageChecks } from './storage';
import { workloadChecks } from './workloads';

/** Every check, causes before effects: see `judgeDeployment`. */
export const checks: readonly Check[] = [
  ...environmentChecks,
  ...releaseChecks,
  ...layerChecks,
  ...machineChecks,
  ...readerChecks,
  ...replicaChecks,
  ...workloadChecks,
  ...referenceChecks,
  ...storageChecks,
  ...podChecks,
  ...healthChecks,
  ...networkChecks,
  ...apiServerChecks,
  ...dutyChecks,
  ...rightsChecks,
  ...driftChecks,
];
