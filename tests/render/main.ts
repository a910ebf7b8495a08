import { join, resolve } from 'node:path';
import { checkChart } from './chart';
import { checkEnvironment, environmentsOf } from './environments';
import { checkGateway } from './gateway';
import { kubernetesSchemas } from './kubernetesSchemas';
import { checkLayers } from './layers';
import { checkMonitoring } from './monitoring';
import { prometheusOperatorSchemas } from './prometheusOperatorSchemas';
import { Report } from './report';

const root = resolve(__dirname, '../..');
const directory = resolve(process.argv[2] ?? root);
const report = new Report();

const schemas = [kubernetesSchemas(root), prometheusOperatorSchemas(root)];
for (const environment of environmentsOf(directory))
  checkEnvironment(report, directory, environment, schemas);
checkLayers(report, directory);
checkMonitoring(report, directory, schemas);
checkGateway(report, directory, root, schemas);
checkChart(report, join(directory, 'charts/ethereum-infrastructure'));
process.exitCode = report.end();
