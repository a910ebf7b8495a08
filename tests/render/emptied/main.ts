import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { environmentsOf } from '../environments';
import { Report, type Finding } from '../report';
import { emptiedInChart } from './charts';
import { emptiedInFile, environment, layerFile } from './environments';

/** Every key of every environment, of every file of values/ and of every chart, emptied one at a time. */
async function main() {
  const root = resolve(__dirname, '../../..');
  const report = new Report();
  const look = async (title: string, found: Promise<Finding>) => {
    const finding = await found;
    report.check(`${title}: every key emptied`, () => finding);
  };
  for (const name of process.env.ONLY?.split(',') ?? environmentsOf(root))
    await look(
      `environment ${name}`,
      emptiedInFile(root, environment(name), oneByOne),
    );
  if (!process.env.ONLY || process.env.VALUES)
    for (const file of readdirSync(join(root, 'values'), {
      recursive: true,
      encoding: 'utf8',
    }).sort())
      if (file.endsWith('.yaml'))
        await look(
          `values/${file}`,
          emptiedInFile(root, layerFile(`values/${file}`), oneByOne),
        );
  for (const chart of readdirSync(join(root, 'charts')))
    await look(
      `chart ${chart}`,
      emptiedInChart(join(root, 'charts', chart), oneByOne),
    );
  process.exitCode = report.end();
}

function oneByOne<T>(keys: readonly T[]): T[][] {
  return keys.map(key => [key]);
}

main();
