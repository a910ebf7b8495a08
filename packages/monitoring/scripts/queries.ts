/** Prints every query of the dashboards as a recording rule, so that promtool can check them: `... | promtool check rules`. */
import { stringify } from 'yaml';
import { queriesOf, readDashboards } from '../src/dashboards/readDashboards';

const groups = readDashboards().map(dashboard => {
  const name = dashboard.file.replace('.json', '');
  return {
    name,
    rules: queriesOf(dashboard).map((expr, i) => ({
      record: `dashboard:${name}:${i}`,
      expr,
    })),
  };
});
process.stdout.write(stringify({ groups }));
