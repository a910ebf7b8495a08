import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withHostLinks } from './links';
import { formatted, marked, withMarked, writeOrCheck } from './marked';
import { runbooks, withSymptoms } from './runbooks';
import { sentencesTable, statesTable } from './states';
import {
  builderTable,
  chartTable,
  readVersions,
  supportTable,
} from './support';

/**
 * Writes what documentation states of facts that are elsewhere, and the links of `docs/` to files outside of it.
 *
 *   tsx scripts/docs/generate.ts            write
 *   tsx scripts/docs/generate.ts --check    fail when a file is not current
 */
const STATES = '<!-- from the table of node states: make generate -->';
const root = resolve(__dirname, '../..');

async function main(): Promise<void> {
  const record = readFileSync(join(root, 'tests/situations/RECORD.md'), 'utf8');
  const readme = join(root, 'README.md');
  writeOrCheck(
    readme,
    await withMarked({
      file: readme,
      begin: '<!-- from the facts of the clients: make generate -->',
      text: supportTable(readVersions(record)),
    }),
  );
  for (const [page, text] of [
    ['docs/health.md', statesTable()],
    ['plugins/ethereum-nodes/README.md', sentencesTable()],
  ] as const) {
    const file = join(root, page);
    writeOrCheck(file, await withMarked({ file, begin: STATES, text }));
  }
  const validators = join(root, 'docs/validators.md');
  writeOrCheck(
    validators,
    await withMarked({
      file: validators,
      begin: '<!-- from the facts of consensus clients: make generate -->',
      text: builderTable(),
    }),
  );
  const chart = join(root, 'charts/ethereum-infrastructure/README.md.gotmpl');
  writeOrCheck(
    chart,
    marked({
      file: chart,
      begin: '<!-- from the facts of networks and clients: make generate -->',
      text: chartTable(),
    }),
  );
  for (const page of runbooks) {
    writeOrCheck(join(root, page), await withSymptoms(root, page));
  }
  for (const page of pagesOfDocs()) {
    const file = join(root, page);
    const markdown = readFileSync(file, 'utf8');
    const next = withHostLinks(root, page, markdown);
    if (next !== markdown) writeOrCheck(file, await formatted(file, next));
  }
}

const pagesOfDocs = () =>
  execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', 'docs/*.md'],
    { cwd: root, encoding: 'utf8' },
  )
    .split('\n')
    .filter(Boolean);

main().catch(error => {
  console.error(String(error.message ?? error));
  process.exitCode = 1;
});
