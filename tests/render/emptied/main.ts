import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { environmentsOf } from '../environments';
import { Report, type Finding } from '../report';
import { emptiedInChart } from './charts';
import { emptiedInFile } from './files';
import { environment, layerFile } from './subjects';

/** Every key of every environment, of every file of values/ and of every chart, emptied one at a time. */
async function main() {
  const root = resolve(__dirname, '../../..');
  const report = new Report();
  const printFindings = async (title: string, found: Promise<Finding>) => {
    const finding = await found;
    report.check(`${title}: every key emptied`, () => finding);
  };
  for (const name of environmentsOf(root)) {
    await printFindings(
      `environment ${name}`,
      emptiedInFile(root, environment(name), oneByOne),
    );
  }
  for (const file of layerFiles(root)) {
    await printFindings(file, emptiedInFile(root, layerFile(file), oneByOne));
  }
  for (const chart of readdirSync(join(root, 'charts'))) {
    await printFindings(
      `chart ${chart}`,
      emptiedInChart(join(root, 'charts', chart), oneByOne),
    );
  }
  process.exitCode = report.end();
}

/** Files of values/, from the root on. */
function layerFiles(root: string): string[] {
  return readdirSync(join(root, 'values'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter(file => file.endsWith('.yaml'))
    .map(file => `values/${file}`)
    .sort();
}

function oneByOne<T>(keys: readonly T[]): T[][] {
  return keys.map(key => [key]);
}

main();
