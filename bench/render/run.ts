import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePresent } from '../../tests/ensurePresent';
import {
  parts,
  production,
  productionByMake,
  productionNodes,
  release,
} from './charts';
import { run } from './program';
import { ratio, row, share } from './report';
import { measure } from './subject';

/**
 * What a render costs, the start of the program included: one node by `helm template`, its parts, each node of production,
 * and production by helmfile. CHART is another chart to compare with (folder, archive or reference) and CHART_VALUES its
 * files of values, separated by commas; BASE is a commit whose production is rendered in the same rounds.
 */
const { ROUNDS = '10', CHART, CHART_VALUES, BASE } = process.env;
const root = join(__dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'nodeyard-bench-'));
const base = join(scratch, 'base');

try {
  if (BASE) {
    run('git', ['worktree', 'add', '--quiet', '--detach', base, BASE], root);
  }
  const measurements = measure(
    [
      ...parts(root, scratch),
      ...(CHART
        ? [
            release(
              'other chart',
              CHART,
              (CHART_VALUES ?? '').split(',').filter(Boolean),
            ),
          ]
        : []),
      ...productionNodes(root, scratch),
      production('production', root),
      productionByMake(root),
      ...(BASE ? [production('production of BASE', base)] : []),
    ],
    Number(ROUNDS),
  );
  console.table(measurements.map(row));
  const find = (name: string) =>
    measurements.find(measurement => measurement.name === name);
  const start = ensurePresent(find('start of helm'));
  const node = ensurePresent(find('geth and Lighthouse'));
  for (const part of ['schema', 'templates']) {
    const without = ensurePresent(find(`... without ${part}`));
    console.log(`${part}: ${share(node, without, start)}`);
  }
  const other = find('other chart');
  if (other) {
    console.log(`one node / other chart: ${ratio(node, other)}`);
    console.log(`start of helm / other chart: ${ratio(start, other)}`);
  }
  const before = find('production of BASE');
  if (before) {
    for (const name of ['production', 'production by make template']) {
      const now = ensurePresent(find(name));
      console.log(`${name} / production of BASE: ${ratio(now, before)}`);
    }
  }
} finally {
  if (BASE) run('git', ['worktree', 'remove', '--force', base], root);
  rmSync(scratch, { recursive: true, force: true });
}
