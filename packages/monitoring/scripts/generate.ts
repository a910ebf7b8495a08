/**
 * Builds the dashboards into the chart's `files/dashboards`.
 *
 * `generate` writes them; `generate --check` writes nothing and fails when the files are not what it would write.
 */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { dashboards } from '../src/dashboards';
import { chartFiles } from '../src/rules';

const folder = join(chartFiles, 'dashboards');
const generated = new Map(
  Object.entries(dashboards).map(([name, dashboard]) => [
    `${name}.json`,
    `${JSON.stringify(dashboard, null, 2)}\n`,
  ]),
);
const present = existsSync(folder) ? readdirSync(folder) : [];

if (process.argv.includes('--check')) {
  const wrong = [
    ...present.filter(file => !generated.has(file)),
    ...[...generated.keys()].filter(
      file =>
        !present.includes(file) ||
        readFileSync(join(folder, file), 'utf8') !== generated.get(file),
    ),
  ];
  if (wrong.length > 0) {
    process.stderr.write(
      `Not what packages/monitoring builds: ${wrong.join(
        ', ',
      )} in ${folder}. Run: make generate\n`,
    );
    process.exitCode = 1;
  }
} else {
  mkdirSync(folder, { recursive: true });
  for (const file of present) rmSync(join(folder, file));
  for (const [file, text] of generated) writeFileSync(join(folder, file), text);
}
