import { join, resolve } from 'node:path';
import { ensurePresent } from '../ensurePresent';
import { readTable } from '../integration/policies/table';
import { checkBackups } from './backups';
import { checkChart } from './chart';
import { checkClients } from './clients';
import { checkCost } from './cost';
import { checkEnvironment, environmentsOf } from './environments';
import { checkGateway } from './gateway';
import { emptiedInChart } from './emptied/charts';
import { emptiedInFile } from './emptied/files';
import { byDepth } from './emptied/keys';
import { environment } from './emptied/subjects';
import { kubernetesSchemas } from './kubernetesSchemas';
import { checkLayers } from './layers';
import { meshSchemas } from './meshSchemas';
import { checkMonitoring } from './monitoring';
import { checkPlatform } from './platform';
import { checkPolicyTable } from './policyTable';
import { prometheusOperatorSchemas } from './prometheusOperatorSchemas';
import { checkDocumentedObjects, checkRegions } from './regions';
import { plantedSecrets } from './plainSecrets';
import { findingOf, Report } from './report';
import { checkSchedules } from './schedules';
import { snapshotSchemas } from './snapshotSchemas';
import { checkTags } from './tags';
import { veleroSchemas } from './veleroSchemas';

const root = resolve(__dirname, '../..');
const directory = resolve(process.argv[2] ?? root);
const charts = [
  'ethereum-infrastructure',
  'ethereum-network',
  'platform',
  'local-registry',
];
const report = new Report();

const schemas = [
  kubernetesSchemas(root),
  prometheusOperatorSchemas(root),
  snapshotSchemas(root),
  veleroSchemas(root),
  ...meshSchemas(root),
];
report.check('secrets in plain text are found', () =>
  findingOf(plantedSecrets(), 'each that is planted'),
);
for (const name of environmentsOf(directory)) {
  checkEnvironment(report, directory, name, schemas);
}
checkLayers(report, directory);
checkSchedules(report, directory);
checkMonitoring(report, directory, schemas);
checkCost(report, directory);
checkGateway(report, directory, schemas);
checkPlatform(report, directory, environmentsOf(directory), schemas);
checkBackups(report, directory, schemas);
checkRegions(report, directory, schemas);
checkDocumentedObjects(report, directory, schemas);
for (const chart of charts) {
  checkChart(report, join(directory, 'charts', chart));
}
checkClients(report, join(directory, 'charts/ethereum-infrastructure'));
checkTags(report, directory);
checkPolicies()
  .then(checkEmptied)
  .then(() => {
    process.exitCode = report.end();
  });

async function checkPolicies(): Promise<void> {
  const ofNodes = ['ethereum-infrastructure', 'ethereum-network'];
  checkPolicyTable(
    report,
    await readTable(),
    ofNodes.map(chart => join(directory, 'charts', chart)),
  );
}

/** Keys that hold nothing, all of one depth at once; tests/render/emptied/main.ts tries them one at a time. */
async function checkEmptied(): Promise<void> {
  const names = environmentsOf(directory);
  const name = names.includes('staging') ? 'staging' : ensurePresent(names[0]);
  const found = await emptiedInFile(directory, environment(name), byDepth);
  report.check(`${name}: emptied keys are absent`, () => found);
  for (const chart of charts) {
    const ofChart = await emptiedInChart(
      join(directory, 'charts', chart),
      byDepth,
    );
    report.check(`chart ${chart}: emptied keys`, () => ofChart);
  }
}
