import { join, resolve } from 'node:path';
import { checkChart } from './chart';
import { checkEnvironment, environmentsOf } from './environments';
import { checkGateway } from './gateway';
import { kubernetesSchemas } from './kubernetesSchemas';
import { checkLayers } from './layers';
import { meshSchemas } from './meshSchemas';
import { checkMonitoring } from './monitoring';
import { checkPlatform } from './platform';
import { prometheusOperatorSchemas } from './prometheusOperatorSchemas';
import { Report } from './report';
import { checkSchedules } from './schedules';
import { snapshotSchemas } from './snapshotSchemas';

const root = resolve(__dirname, '../..');
const directory = resolve(process.argv[2] ?? root);
const report = new Report();

const schemas = [
  kubernetesSchemas(root),
  prometheusOperatorSchemas(root),
  snapshotSchemas(root),
  ...meshSchemas(root),
];
for (const environment of environmentsOf(directory))
  checkEnvironment(report, directory, environment, schemas);
checkLayers(report, directory);
checkSchedules(report, directory);
checkMonitoring(report, directory, schemas);
checkGateway(report, directory, schemas);
checkPlatform(report, directory, environmentsOf(directory), schemas);
for (const chart of ['ethereum-infrastructure', 'platform', 'local-registry'])
  checkChart(report, join(directory, 'charts', chart));
process.exitCode = report.end();
